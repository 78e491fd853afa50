import type { AppContext } from '../context.ts';
import {
  createCounselor as createCounselorEndpoint,
  createOrganization as createOrganizationEndpoint,
  listCounselors,
  updateCounselor,
} from '../contract/account.ts';
import { AppError, notFound } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { serve, type Served } from '../http/serve.ts';
import { Counselor } from '../model/counselor.ts';
import { Session } from '../model/session.ts';
import { requireOffice } from '../offices/require-office.ts';
import { acrossOrganizations, inOrganization } from '../unit-of-work.ts';
import { createCounselor, createOrganization } from './create-organization.ts';
import { hashPassword } from './passwords.ts';
import { presentCounselor } from './present.ts';

/** Organizations and the people who counsel. */
export function counselorRoutes({ database: { orm }, keyring, config }: AppContext): Served[] {
  return [
    serve(createOrganizationEndpoint, ({ body }) =>
      acrossOrganizations(orm, async (em) => {
        const { organization } = await createOrganization(
          em,
          keyring,
          { name: body.name, starterContent: config.STARTER_CONTENT },
          {
            email: body.admin.email,
            password: body.admin.password,
            displayName: body.admin.displayName ?? body.admin.email,
            roles: ['organization_admin'],
          },
        );
        return { ...organization, createdAt: organization.createdAt.toISOString() };
      }),
    ),
    serve(listCounselors, ({ signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => ({
        items: (await em.find(Counselor, {}, { orderBy: { displayName: 'asc', id: 'asc' } })).map(
          presentCounselor,
        ),
        nextCursor: null,
      })),
    ),
    serve(createCounselorEndpoint, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        await requireOffice(em, body.officeId);
        return presentCounselor(await createCounselor(em, signed.organizationId, body));
      }),
    ),
    serve(updateCounselor, ({ params, body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const counselor = await em.findOne(Counselor, params.id);
        if (!counselor) throw notFound('counselor');
        requireMayChange(counselor, body, signed);
        await requireOffice(em, body.officeId);
        const { password, roles, ...changes } = body;
        em.assign(counselor, changes);
        if (roles) {
          const kept = counselor.roles.filter((role) => role === 'platform_operator');
          counselor.roles = [...roles, ...kept];
        }
        if (password) counselor.passwordHash = await hashPassword(password);
        if (password || body.isActive === false) {
          await em.nativeDelete(Session, { counselorId: counselor.id });
        }
        await em.flush();
        return presentCounselor(counselor);
      }),
    ),
  ];
}

/**
 * Whoever sets a password can sign in with it: only a platform operator may do that to another.
 * @throws AppError `forbidden`; `conflict` for taking one's own access away.
 */
function requireMayChange(
  counselor: Counselor,
  changes: { isActive?: boolean | undefined; roles?: unknown; password?: string | undefined },
  signed: Signed,
): void {
  if (counselor.id === signed.counselorId && (changes.isActive === false || changes.roles)) {
    throw new AppError('conflict', 'You cannot take your own access away. Ask a colleague.');
  }
  const isProtected =
    counselor.roles.includes('platform_operator') && !signed.roles.includes('platform_operator');
  if (isProtected && (changes.isActive === false || changes.password !== undefined)) {
    throw new AppError('forbidden', 'Only a platform operator can change the access of another.');
  }
}
