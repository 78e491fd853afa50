import { createHash, randomBytes } from 'node:crypto';
import type { Context, Next } from 'koa';
import type { Role } from '../contract/permissions.ts';
import type { Database } from '../database.ts';
import { AppError } from '../errors.ts';

/** Who is signed in. */
export type Signed = {
  counselorId: string;
  organizationId: string;
  roles: Role[];
  /** Null for an API token. */
  sessionId: string | null;
};

type Row = {
  counselor_id: string;
  organization_id: string;
  roles: Role[];
  session_id: string | null;
  api_token_id: string | null;
  is_stale: boolean;
  is_locked: boolean;
};

export const sessionDays = 14;

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** `__Host-` binds the cookie to this origin; browsers accept the prefix over https only. */
export function cookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-lotse' : 'lotse';
}

/** What the browser sees is decided by the public URL: TLS may end at a proxy that we were not told about. */
export function setSessionCookie(ctx: Context, publicUrl: string, token: string | null): void {
  ctx.cookies.secure = publicUrl.startsWith('https:');
  ctx.cookies.set(cookieName(publicUrl), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    path: '/',
    overwrite: true,
    ...(token === null ? {} : { maxAge: sessionDays * 24 * 3600 * 1000 }),
  });
}

/**
 * Reads the cookie or the bearer token into `ctx.state.signed`, or into `ctx.state.locked` while the screen is locked. A
 * wrong token is as good as none. A session that is in use is kept for another fourteen days.
 */
export function authenticate(database: Database, publicUrl: string) {
  const publicOrigin = new URL(publicUrl).origin;
  return async (ctx: Context, next: Next): Promise<void> => {
    if (bearerOf(ctx) === undefined) refuseForeignOrigin(ctx, publicOrigin);
    const found = await findRow(database, publicUrl, ctx);
    if (found?.is_stale) await touch(database, publicUrl, ctx, found);
    if (found) ctx.state[found.is_locked ? 'locked' : 'signed'] = toSigned(found);
    await next();
  };
}

/** Who sends this request, as of now; nobody while the screen is locked. */
export async function findSigned(
  database: Database,
  publicUrl: string,
  ctx: Context,
): Promise<Signed | undefined> {
  const found = await findRow(database, publicUrl, ctx);
  return found && !found.is_locked ? toSigned(found) : undefined;
}

function bearerOf(ctx: Context): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(ctx.get('authorization'))?.[1];
}

/**
 * A browser names the page a write comes from: only our own may use the cookie, or get one. A bearer token is nothing
 * that a browser adds by itself.
 */
function refuseForeignOrigin(ctx: Context, publicOrigin: string): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(ctx.method)) return;
  const origin = ctx.get('origin');
  // Not `ctx.origin`: in Koa 3 that is the very header in question.
  const isOurs =
    origin === '' || origin === publicOrigin || origin === `${ctx.protocol}://${ctx.host}`;
  const site = ctx.get('sec-fetch-site');
  if (!isOurs || site === 'cross-site') {
    throw new AppError('forbidden', 'This request comes from another site.');
  }
}

async function findRow(
  database: Database,
  publicUrl: string,
  ctx: Context,
): Promise<Row | undefined> {
  const bearer = bearerOf(ctx);
  const token = bearer ?? ctx.cookies.get(cookieName(publicUrl));
  if (!token) return undefined;
  const { rows } = await database.servicePool.query<Row>({
    ...(bearer === undefined ? sessionQuery : apiTokenQuery),
    values: [hashToken(token)],
  });
  return rows[0];
}

const sessionQuery = {
  name: 'find_session',
  text: `select c.id as counselor_id, c.organization_id, c.roles, s.id as session_id, null as api_token_id,
      s.last_seen_at < now() - interval '5 minutes' as is_stale, s.locked_at is not null as is_locked
    from session s join counselor c on c.id = s.counselor_id
    where s.token_hash = $1 and s.expires_at > now() and c.is_active`,
};

const apiTokenQuery = {
  name: 'find_token',
  text: `select c.id as counselor_id, c.organization_id, c.roles, null as session_id, t.id as api_token_id,
      coalesce(t.last_used_at < now() - interval '1 minute', true) as is_stale, false as is_locked
    from api_token t join counselor c on c.id = t.counselor_id
    where t.token_hash = $1 and c.is_active`,
};

async function touch(
  database: Database,
  publicUrl: string,
  ctx: Context,
  found: Row,
): Promise<void> {
  if (found.api_token_id) {
    await database.servicePool.query('update api_token set last_used_at = now() where id = $1', [
      found.api_token_id,
    ]);
    return;
  }
  await database.servicePool.query(
    'update session set last_seen_at = now(), expires_at = now() + make_interval(days => $2) where id = $1',
    [found.session_id, sessionDays],
  );
  setSessionCookie(ctx, publicUrl, ctx.cookies.get(cookieName(publicUrl)) ?? null);
}

function toSigned(row: Row): Signed {
  return {
    counselorId: row.counselor_id,
    organizationId: row.organization_id,
    roles: row.roles,
    sessionId: row.session_id,
  };
}
