import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import { maxViews, type createView, type updateView, type ViewFilters } from '../contract/view.ts';
import { AppError, notFound } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { can } from '../http/serve.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { View } from '../model/view.ts';
import { publish } from '../realtime/publish.ts';
import { executor } from '../unit-of-work.ts';
import { mayChange } from './present-view.ts';
import { requireKnown } from './require-known.ts';

/**
 * Saves filters under a name and resolves to the view's id.
 * @throws AppError `validation_failed` for filters that name what does not exist; `forbidden` for sharing; `conflict` when
 * there are too many.
 */
export async function addView(
  em: EntityManager,
  keys: OrganizationKeys,
  signed: Signed,
  { name, filters, isShared }: z.output<(typeof createView)['body']>,
): Promise<string> {
  if (isShared) requireSharing(signed);
  await requireKnown(em, filters);
  await requireRoom(em, signed, isShared);
  const id = newId();
  em.create(View, {
    id,
    organizationId: signed.organizationId,
    counselorId: signed.counselorId,
    name: keys.seal(id, 'view.name', name.toWellFormed()),
    filters: defined(filters),
    isShared,
    createdAt: new Date(),
    deletedAt: null,
  });
  await save(em, signed);
  return id;
}

/** @throws AppError `forbidden`, `validation_failed` and `conflict` as for a new one; `not_found`. */
export async function changeView(
  em: EntityManager,
  keys: OrganizationKeys,
  signed: Signed,
  id: string,
  { name, filters, isShared }: z.output<(typeof updateView)['body']>,
): Promise<void> {
  const view = await loadView(em, signed, id, false);
  if (isShared !== undefined && isShared !== view.isShared) {
    if (isShared) requireSharing(signed);
    else if (view.counselorId !== signed.counselorId) {
      throw new AppError('forbidden', 'Only who made this view can stop sharing it.');
    }
    await requireRoom(em, signed, isShared);
    view.isShared = isShared;
  }
  if (filters) {
    await requireKnown(em, filters);
    view.filters = defined(filters);
  }
  if (name !== undefined) view.name = keys.seal(id, 'view.name', name.toWellFormed());
  await save(em, signed);
}

/** @throws AppError `forbidden`; `not_found`. */
export async function removeView(em: EntityManager, signed: Signed, id: string): Promise<void> {
  const view = await loadView(em, signed, id, false);
  view.deletedAt = new Date();
  await save(em, signed);
}

/** @throws AppError `forbidden`; `conflict` when there are too many by now; `not_found`, also after a day. */
export async function bringViewBack(em: EntityManager, signed: Signed, id: string): Promise<void> {
  const view = await loadView(em, signed, id, true);
  await requireRoom(em, signed, view.isShared);
  view.deletedAt = null;
  await save(em, signed);
}

async function loadView(em: EntityManager, signed: Signed, id: string, isDeleted: boolean) {
  const view = await em.findOne(View, { id, deletedAt: isDeleted ? { $ne: null } : null });
  const isVisible = view && (view.isShared || view.counselorId === signed.counselorId);
  if (!isVisible) throw notFound('view');
  if (!mayChange(view.counselorId, signed)) {
    throw new AppError(
      'forbidden',
      'Only who made this view, or an administrator, can change it. You can save one of your own.',
    );
  }
  return view;
}

function requireSharing(signed: Signed): void {
  if (!can(signed, 'view.share')) {
    throw new AppError('forbidden', 'Your role does not allow sharing views.');
  }
}

async function requireRoom(
  em: EntityManager,
  { counselorId }: Pick<Signed, 'counselorId'>,
  isShared: boolean,
): Promise<void> {
  const those = isShared ? { isShared } : { isShared, counselorId };
  if ((await em.count(View, { ...those, deletedAt: null })) < maxViews) return;
  throw new AppError('conflict', `There are ${maxViews} views already. Delete one first.`);
}

async function save(em: EntityManager, { organizationId }: Signed): Promise<void> {
  await em.flush();
  await publish(executor(em), organizationId, { type: 'view.updated' });
}

/** Without what was left out, so that two equal sets of filters are stored alike. */
function defined(filters: ViewFilters): ViewFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}
