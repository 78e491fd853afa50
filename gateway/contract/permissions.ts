/** What a role may do. The table below is the whole policy by role; a new endpoint without an entry doesn't start. */
export const permissions = [
  'conversation.read',
  'conversation.write',
  'contact.read',
  'contact.read_identifiers',
  'counselor.read',
  'counselor.manage',
  'channel.read',
  'channel.manage',
  'office.read',
  'office.manage',
  'office.manage_own',
  'faq.read',
  'faq.manage',
  'rule.read',
  'rule.manage',
  'label.manage',
  'organization.create',
  'saved_reply.use',
  'saved_reply.manage',
  'view.share',
  'view.manage',
  'token.manage',
  'simulator.use',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = [
  'counselor',
  'office_lead',
  'faq_editor',
  'organization_admin',
  'platform_operator',
] as const;
export type Role = (typeof roles)[number];

const counselor: readonly Permission[] = [
  'conversation.read',
  'conversation.write',
  'contact.read',
  'counselor.read',
  'channel.read',
  'office.read',
  'faq.read',
  'rule.read',
  'saved_reply.use',
  'view.share',
  'token.manage',
  'simulator.use',
];

const organizationAdmin: readonly Permission[] = [
  ...counselor,
  'contact.read_identifiers',
  'counselor.manage',
  'channel.manage',
  'office.manage',
  'office.manage_own',
  'faq.manage',
  'rule.manage',
  'label.manage',
  'saved_reply.manage',
  'view.manage',
];

/** Counsels, and sees to it that promises of the office are kept. */
const officeLead: readonly Permission[] = [
  ...counselor,
  'office.manage_own',
  'label.manage',
  'saved_reply.manage',
];

/** Writes answers and reads nobody's messages. */
const faqEditor: readonly Permission[] = ['faq.read', 'faq.manage'];

/** The first administrator operates the platform as well; a platform operator of another kind sees no content. */
export const policy: Record<Role, readonly Permission[]> = {
  counselor,
  office_lead: officeLead,
  faq_editor: faqEditor,
  organization_admin: organizationAdmin,
  platform_operator: ['organization.create'],
};

/** The permissions of somebody who holds these roles. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  return permissions.filter((permission) => held.some((role) => policy[role].includes(permission)));
}
