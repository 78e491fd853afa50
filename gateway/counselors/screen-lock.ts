import type { AppContext } from '../context.ts';
import { lockSession, setAttention, unlockSession } from '../contract/account.ts';
import { AppError, notFound } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { screenLocked, serve, type Served } from '../http/serve.ts';
import { Counselor } from '../model/counselor.ts';
import { Session } from '../model/session.ts';
import { inOrganization } from '../unit-of-work.ts';
import type { FailureCounter } from './login-failures.ts';
import { isPassword } from './passwords.ts';

const attentionMs = 90_000;

/** The screen at the desk: locked on the server, so that nothing answers until the password was given again. */
export function screenLockRoutes(
  { database: { orm } }: AppContext,
  failures: FailureCounter,
): Served[] {
  const change = (
    signed: Signed,
    changes: { lockedAt?: Date | null; attentiveUntil?: Date | null },
  ) =>
    inOrganization(orm, signed.organizationId, async (em) => {
      await em.nativeUpdate(Session, { id: requireSession(signed) }, changes);
      return undefined;
    });

  return [
    serve(lockSession, ({ signed }) =>
      change(signed, { lockedAt: new Date(), attentiveUntil: null }),
    ),
    serve(unlockSession, async ({ body, signed, ctx }) => {
      requireSession(signed);
      const counselor = await inOrganization(orm, signed.organizationId, (em) =>
        em.findOne(Counselor, signed.counselorId),
      );
      if (!counselor) throw notFound('counselor');
      return failures.guard(counselor.email, ctx.ip, async () => {
        if (!(await isPassword(counselor.passwordHash, body.password)))
          throw screenLocked('The password is not right.');
        return change(signed, { lockedAt: null });
      });
    }),
    serve(setAttention, ({ body, signed }) =>
      change(signed, {
        attentiveUntil: body.isAttentive ? new Date(Date.now() + attentionMs) : null,
      }),
    ),
  ];
}

/** @throws AppError `conflict` for an API token. */
function requireSession({ sessionId }: Signed): string {
  if (!sessionId) throw new AppError('conflict', 'A token has no screen.');
  return sessionId;
}
