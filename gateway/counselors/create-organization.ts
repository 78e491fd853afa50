import type { EntityManager } from '@mikro-orm/postgresql';
import { topicKeys } from '../contract/conversation.ts';
import type { Role } from '../contract/permissions.ts';
import { flushUnique } from '../flush-unique.ts';
import { addStarter } from '../faq/add-starter.ts';
import { newId } from '../ids.ts';
import type { Keyring } from '../keyring.ts';
import { Counselor } from '../model/counselor.ts';
import { DataKey } from '../model/data-key.ts';
import { Organization } from '../model/organization.ts';
import { addStarterRules } from '../rules/add-starter-rules.ts';
import { Topic } from '../model/topic.ts';
import { hashPassword } from './passwords.ts';

export type NewAdministrator = {
  email: string;
  password: string;
  displayName: string;
  roles: Role[];
};

export type NewOrganization = { name: string; starterContent: 'approved' | 'draft' | 'none' };

/**
 * Creates an organization with its data keys, topics, first answers and rules, and first administrator, in the caller's transaction.
 * @throws AppError `conflict` when the e-mail address is taken.
 */
export async function createOrganization(
  em: EntityManager,
  keyring: Keyring,
  { name, starterContent }: NewOrganization,
  administrator: NewAdministrator,
): Promise<{ organization: Organization; counselor: Counselor }> {
  const createdAt = new Date();
  const organization = em.create(Organization, { id: newId(), name, createdAt });
  for (const key of keyring.create(organization.id)) em.create(DataKey, { ...key, createdAt });
  topicKeys.forEach((key, position) => {
    em.create(Topic, { id: newId(), organizationId: organization.id, key, position });
  });
  const counselor = await createCounselor(em, organization.id, administrator);
  if (starterContent !== 'none') {
    await addStarter(em, organization.id, starterContent);
    await addStarterRules(em, organization.id, starterContent === 'approved' ? 'active' : 'draft');
  }
  return { organization, counselor };
}

/** @throws AppError `conflict` when the e-mail address is taken. */
export async function createCounselor(
  em: EntityManager,
  organizationId: string,
  {
    email,
    password,
    displayName,
    roles,
    officeId = null,
  }: NewAdministrator & { officeId?: string | null },
): Promise<Counselor> {
  const counselor = em.create(Counselor, {
    id: newId(),
    organizationId,
    officeId,
    email,
    displayName,
    passwordHash: await hashPassword(password),
    roles,
    isActive: true,
    createdAt: new Date(),
  });
  await flushUnique(em, 'counselor_email_key', 'This e-mail address is already in use.');
  return counselor;
}
