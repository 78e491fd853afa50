import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from 'koa';
import type { AppContext } from '../context.ts';
import { getMe, logIn, logOut } from '../contract/account.ts';
import { permissionsOf } from '../contract/permissions.ts';
import { AppError } from '../errors.ts';
import { hashToken, newToken, sessionDays, setSessionCookie } from '../http/authentication.ts';
import { serve, type Served } from '../http/serve.ts';
import { newId } from '../ids.ts';
import { Counselor } from '../model/counselor.ts';
import { Organization } from '../model/organization.ts';
import { Session } from '../model/session.ts';
import { acrossOrganizations, inOrganization } from '../unit-of-work.ts';
import { createFailureCounter } from './login-failures.ts';
import { isPassword } from './passwords.ts';
import { presentCounselor } from './present.ts';
import { screenLockRoutes } from './screen-lock.ts';

export function sessionRoutes(context: AppContext): Served[] {
  const { database, config } = context;
  const failures = createFailureCounter(database.servicePool);
  return [
    serve(logIn, ({ body, ctx }) => {
      const email = body.email.trim().toLowerCase();
      return failures.guard(email, ctx.ip, async () => {
        const refused = new AppError('unauthenticated', 'E-mail address or password is not right.');
        const found = await acrossOrganizations(database.orm, (em) =>
          em.findOne(Counselor, { email, isActive: true }),
        );
        if (!(await isPassword(found?.passwordHash, body.password)) || !found) throw refused;
        return acrossOrganizations(database.orm, async (em) => {
          // The password may have been changed while it was checked.
          const { id, passwordHash } = found;
          const counselor = await em.findOne(Counselor, { id, passwordHash, isActive: true });
          if (!counselor) throw refused;
          await startSession(em, counselor, ctx, config.publicUrl);
          return { counselor: presentCounselor(counselor) };
        });
      });
    }),
    serve(logOut, async ({ signed, ctx }) => {
      if (signed.sessionId) {
        await inOrganization(database.orm, signed.organizationId, (em) =>
          em.nativeDelete(Session, { id: signed.sessionId }),
        );
      }
      setSessionCookie(ctx, config.publicUrl, null);
      return undefined;
    }),
    serve(getMe, ({ signed }) =>
      inOrganization(database.orm, signed.organizationId, async (em) => ({
        counselor: presentCounselor(await em.findOneOrFail(Counselor, signed.counselorId)),
        organization: await em.findOneOrFail(Organization, signed.organizationId),
        permissions: permissionsOf(signed.roles),
      })),
    ),
    ...screenLockRoutes(context, failures),
  ];
}

/** A fresh token at every sign-in; the database keeps its hash. */
export async function startSession(
  em: EntityManager,
  counselor: Counselor,
  ctx: Context,
  publicUrl: string,
): Promise<void> {
  const token = newToken();
  const now = new Date();
  em.create(Session, {
    id: newId(),
    organizationId: counselor.organizationId,
    counselorId: counselor.id,
    tokenHash: hashToken(token),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + sessionDays * 24 * 3600 * 1000),
  });
  await em.flush();
  setSessionCookie(ctx, publicUrl, token);
}
