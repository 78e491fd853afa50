import type { EntityManager } from '@mikro-orm/postgresql';
import { maxLabels, type Label as LabelResource, type LabelColor } from '../contract/label.ts';
import { AppError, notFound } from '../errors.ts';
import { flushUnique } from '../flush-unique.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { Label } from '../model/label.ts';
import { publish } from '../realtime/publish.ts';
import { executor } from '../unit-of-work.ts';
import { presentLabel } from './present-label.ts';

type Changes = {
  name?: string | undefined;
  color?: LabelColor | undefined;
  isArchived?: boolean | undefined;
};

/** All labels by name, as people sort them. */
export async function listLabels(
  em: EntityManager,
  keys: OrganizationKeys,
): Promise<LabelResource[]> {
  const labels = (await em.find(Label, {})).map((label) => presentLabel(label, keys));
  return labels.sort((a, b) => a.name.localeCompare(b.name, 'de', { numeric: true }));
}

/** @throws AppError `conflict` for a name that is taken, also by an archived label, and when there are too many. */
export async function createLabel(
  em: EntityManager,
  keys: OrganizationKeys,
  organizationId: string,
  { name, color }: { name: string; color: LabelColor },
): Promise<LabelResource> {
  if ((await em.count(Label)) >= maxLabels) {
    throw new AppError('conflict', `There are ${maxLabels} labels already. Rename one instead.`);
  }
  const id = newId();
  const label = em.create(Label, {
    id,
    organizationId,
    name: keys.seal(id, 'label.name', name),
    nameHash: hashOf(keys, name),
    color,
    archivedAt: null,
    createdAt: new Date(),
  });
  await save(em, organizationId);
  return presentLabel(label, keys);
}

/** @throws AppError `conflict` for a name that another label has; `not_found`. */
export async function updateLabel(
  em: EntityManager,
  keys: OrganizationKeys,
  id: string,
  { name, color, isArchived }: Changes,
): Promise<LabelResource> {
  const label = await em.findOne(Label, id);
  if (!label) throw notFound('label');
  if (name !== undefined) {
    label.name = keys.seal(id, 'label.name', name);
    label.nameHash = hashOf(keys, name);
  }
  if (color !== undefined) label.color = color;
  if (isArchived !== undefined) {
    label.archivedAt = isArchived ? (label.archivedAt ?? new Date()) : null;
  }
  await save(em, label.organizationId);
  return presentLabel(label, keys);
}

async function save(em: EntityManager, organizationId: string): Promise<void> {
  await flushUnique(
    em,
    'label_organization_id_name_hash_key',
    'There is a label of that name already.',
  );
  await publish(executor(em), organizationId, { type: 'label.updated' });
}

/** The same name in other letters, or with other spaces, is the same label. */
function hashOf(keys: OrganizationKeys, name: string): Buffer {
  return keys.lookup('label_name', name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' '));
}
