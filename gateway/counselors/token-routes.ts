import type { AppContext } from '../context.ts';
import { createToken, deleteToken, listTokens } from '../contract/account.ts';
import { notFound } from '../errors.ts';
import { hashToken, newToken } from '../http/authentication.ts';
import { serve, type Served } from '../http/serve.ts';
import { newId } from '../ids.ts';
import { ApiToken } from '../model/api-token.ts';
import { inOrganization } from '../unit-of-work.ts';

/** API tokens of the signed-in counselor; only their hashes are kept. */
export function tokenRoutes({ database: { orm } }: AppContext): Served[] {
  return [
    serve(listTokens, ({ signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const tokens = await em.find(
          ApiToken,
          { counselorId: signed.counselorId },
          { orderBy: { createdAt: 'desc' } },
        );
        return { items: tokens.map(present), nextCursor: null };
      }),
    ),
    serve(createToken, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const token = newToken();
        const stored = em.create(ApiToken, {
          id: newId(),
          organizationId: signed.organizationId,
          counselorId: signed.counselorId,
          name: body.name,
          tokenHash: hashToken(token),
          createdAt: new Date(),
          lastUsedAt: null,
        });
        await em.flush();
        return { ...present(stored), token };
      }),
    ),
    serve(deleteToken, ({ params, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const deleted = await em.nativeDelete(ApiToken, {
          id: params.id,
          counselorId: signed.counselorId,
        });
        if (deleted === 0) throw notFound('token');
        return undefined;
      }),
    ),
  ];
}

function present(token: ApiToken) {
  return {
    id: token.id,
    name: token.name,
    createdAt: token.createdAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}
