import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { permissions, roles } from './permissions.ts';
import { id, idParams, instant, line, name, pageOf } from './primitives.ts';

const email = z.email().max(254).toLowerCase();
/** NIST SP 800-63B: length counts, composition rules don't. */
const password = z.string().min(10).max(200);

export const counselor = z.object({
  id,
  email: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(roles)),
  officeId: id.nullable(),
  isActive: z.boolean(),
});
export type Counselor = z.infer<typeof counselor>;

const starterContent = z.enum(['approved', 'draft', 'none']);

export const getSetup = endpoint({
  method: 'GET',
  path: '/api/setup',
  summary: 'Whether this installation waits for its first administrator',
  access: 'public',
  response: z.object({
    isOpen: z.boolean(),
    /** What becomes of the answers that ship with the product unless whoever sets it up decides otherwise. */
    starterContent,
  }),
});

export const setUp = endpoint({
  method: 'POST',
  path: '/api/setup',
  summary:
    'Create the organization and its first administrator, once, with the link printed at the first start',
  access: 'public',
  body: z.object({
    token: z.string().max(200),
    organizationName: name,
    displayName: name,
    email,
    password,
    /** What becomes of the answers that ship with the product; what the operator has set when left out. */
    starterContent: starterContent.optional(),
  }),
  response: z.object({ counselor }),
  status: 201,
});

export const logIn = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in',
  access: 'public',
  body: z.object({
    email: line.max(254),
    password: z.string().max(200),
    code: z.string().max(20).optional(),
  }),
  response: z.object({ counselor }),
});

export const logOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out',
  access: 'signed-in',
  worksLocked: true,
  response: z.undefined(),
  status: 204,
});

/** Until it is unlocked the session answers 401 with `isLocked`. Answers `conflict` to an API token: it has no screen. */
export const lockSession = endpoint({
  method: 'POST',
  path: '/api/session/lock',
  summary: 'Lock the screen in all windows of this browser',
  access: 'signed-in',
  worksLocked: true,
  response: z.undefined(),
  status: 204,
});

/** A wrong password answers `unauthenticated` and counts like a failed sign-in; too many answer `rate_limited`. */
export const unlockSession = endpoint({
  method: 'POST',
  path: '/api/session/unlock',
  summary: 'Unlock the screen with the password',
  access: 'signed-in',
  worksLocked: true,
  body: z.object({ password: z.string().max(200) }),
  response: z.undefined(),
  status: 204,
});

/** Whoever looks at the inbox gets no push, on no device. It holds for ninety seconds, then it must be said again. */
export const setAttention = endpoint({
  method: 'PUT',
  path: '/api/session/attention',
  summary: 'Say whether the inbox is in view',
  access: 'signed-in',
  body: z.object({ isAttentive: z.boolean() }),
  response: z.undefined(),
  status: 204,
});

export const getMe = endpoint({
  method: 'GET',
  path: '/api/me',
  summary: 'Who is signed in, where, and what they may do',
  access: 'signed-in',
  response: z.object({
    counselor,
    organization: z.object({ id, name: z.string() }),
    permissions: z.array(z.enum(permissions)),
  }),
});

export const createOrganization = endpoint({
  method: 'POST',
  path: '/api/organizations',
  summary: 'Create a further organization with its administrator',
  access: 'organization.create',
  body: z.object({ name, admin: z.object({ email, password, displayName: name.optional() }) }),
  response: z.object({ id, name: z.string(), createdAt: instant }),
  status: 201,
});

export const listCounselors = endpoint({
  method: 'GET',
  path: '/api/counselors',
  summary: 'Colleagues in the organization',
  access: 'counselor.read',
  response: pageOf(counselor),
});

export const assignableRoles = [
  'counselor',
  'office_lead',
  'faq_editor',
  'organization_admin',
] as const;
export type AssignableRole = (typeof assignableRoles)[number];
const givenRoles = z.array(z.enum(assignableRoles)).min(1);

export const createCounselor = endpoint({
  method: 'POST',
  path: '/api/counselors',
  summary: 'Add a colleague with a first password',
  access: 'counselor.manage',
  body: z.object({
    email,
    displayName: name,
    password,
    roles: givenRoles.default(['counselor']),
    officeId: id.nullable().optional(),
  }),
  response: counselor,
  status: 201,
});

export const updateCounselor = endpoint({
  method: 'PATCH',
  path: '/api/counselors/:id',
  summary: 'Change a colleague; deactivating ends their sessions',
  access: 'counselor.manage',
  params: idParams,
  body: z.object({
    displayName: name.optional(),
    password: password.optional(),
    roles: givenRoles.optional(),
    officeId: id.nullable().optional(),
    isActive: z.boolean().optional(),
  }),
  response: counselor,
});

export const apiToken = z.object({
  id,
  name: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});

export const listTokens = endpoint({
  method: 'GET',
  path: '/api/tokens',
  summary: "The signed-in counselor's API tokens",
  access: 'token.manage',
  response: pageOf(apiToken),
});

export const createToken = endpoint({
  method: 'POST',
  path: '/api/tokens',
  summary: 'Create an API token that acts as the signed-in counselor; it is shown once',
  access: 'token.manage',
  body: z.object({ name }),
  response: apiToken.extend({ token: z.string() }),
  status: 201,
});

export const deleteToken = endpoint({
  method: 'DELETE',
  path: '/api/tokens/:id',
  summary: 'Revoke an API token',
  access: 'token.manage',
  params: idParams,
  response: z.undefined(),
  status: 204,
});
