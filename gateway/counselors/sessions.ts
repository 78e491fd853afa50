import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from 'koa';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
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
import { isPassword } from './passwords.ts';
import { presentCounselor } from './present.ts';

const windowSeconds = 15 * 60;
const maxFailures = 10;

export function sessionRoutes(context: AppContext): Served[] {
  const { database, config } = context;
  const failures = createFailureCounter(context);
  return [
    serve(logIn, async ({ body, ctx }) => {
      const email = body.email.trim().toLowerCase();
      const keys = [`account ${hashToken(email).toString('base64url')}`, `address ${ctx.ip}`];
      await failures.refuseWhenTooMany(keys);
      return acrossOrganizations(database.orm, async (em) => {
        const counselor = await em.findOne(Counselor, { email, isActive: true });
        if (!(await isPassword(counselor?.passwordHash, body.password)) || !counselor) {
          await failures.count(keys);
          throw new AppError('unauthenticated', 'E-mail address or password is not right.');
        }
        await failures.forget(keys[0] ?? '');
        await startSession(em, counselor, ctx, config.publicUrl);
        return { counselor: presentCounselor(counselor) };
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

/** Failed sign-ins per account and per network address, shared by all processes. */
function createFailureCounter({ database }: AppContext) {
  const limiter = new RateLimiterPostgres({
    storeClient: database.servicePool,
    tableName: 'login_failure',
    tableCreated: true,
    keyPrefix: '',
    points: maxFailures,
    duration: windowSeconds,
    clearExpiredByTimeout: false,
  });
  return {
    async refuseWhenTooMany(keys: string[]): Promise<void> {
      for (const key of keys) {
        const state = await limiter.get(key);
        if (state && state.consumedPoints >= maxFailures) throw tooMany(state);
      }
    },
    async count(keys: string[]): Promise<void> {
      for (const key of keys) await limiter.penalty(key, 1);
    },
    forget: (key: string) => limiter.delete(key),
  };
}

function tooMany(state: RateLimiterRes): AppError {
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  return new AppError('rate_limited', `Too many failed attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`, {
    retryAfterSeconds: seconds,
  });
}
