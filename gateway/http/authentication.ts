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
  is_stale: boolean;
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

export function setSessionCookie(ctx: Context, publicUrl: string, token: string | null): void {
  ctx.cookies.set(cookieName(publicUrl), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    path: '/',
    overwrite: true,
    ...(token === null ? {} : { maxAge: sessionDays * 24 * 3600 * 1000 }),
  });
}

/** Reads the cookie or the bearer token into `ctx.state.signed`. A wrong token is as good as none. */
export function authenticate(database: Database, publicUrl: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(ctx.get('authorization'))?.[1];
    const cookie = ctx.cookies.get(cookieName(publicUrl));
    if (bearer) ctx.state['signed'] = await findByToken(database, bearer);
    else if (cookie) {
      refuseForeignOrigin(ctx, publicUrl);
      ctx.state['signed'] = await findBySession(database, cookie);
    }
    await next();
  };
}

/** A browser names the page a write comes from: only our own may use the cookie. */
function refuseForeignOrigin(ctx: Context, publicUrl: string): void {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return;
  const origin = ctx.get('origin');
  const isOurs = origin === '' || origin === publicUrl || origin === ctx.origin;
  const site = ctx.get('sec-fetch-site');
  if (!isOurs || site === 'cross-site') {
    throw new AppError('forbidden', 'This request comes from another site.');
  }
}

async function findBySession(database: Database, token: string): Promise<Signed | undefined> {
  const { rows } = await database.servicePool.query<Row>({
    name: 'find_session',
    text: `select c.id as counselor_id, c.organization_id, c.roles, s.id as session_id,
        s.last_seen_at < now() - interval '5 minutes' as is_stale
      from session s join counselor c on c.id = s.counselor_id
      where s.token_hash = $1 and s.expires_at > now() and c.is_active`,
    values: [hashToken(token)],
  });
  const [row] = rows;
  if (row?.is_stale) {
    await database.servicePool.query(
      `update session set last_seen_at = now(), expires_at = now() + make_interval(days => $2) where id = $1`,
      [row.session_id, sessionDays],
    );
  }
  return row && toSigned(row);
}

async function findByToken(database: Database, token: string): Promise<Signed | undefined> {
  const { rows } = await database.servicePool.query<Row>({
    name: 'find_token',
    text: `select c.id as counselor_id, c.organization_id, c.roles, null as session_id,
        coalesce(t.last_used_at < now() - interval '1 minute', true) as is_stale
      from api_token t join counselor c on c.id = t.counselor_id
      where t.token_hash = $1 and c.is_active`,
    values: [hashToken(token)],
  });
  const [row] = rows;
  if (row?.is_stale) {
    await database.servicePool.query('update api_token set last_used_at = now() where token_hash = $1', [
      hashToken(token),
    ]);
  }
  return row && toSigned(row);
}

function toSigned(row: Row): Signed {
  return {
    counselorId: row.counselor_id,
    organizationId: row.organization_id,
    roles: row.roles,
    sessionId: row.session_id,
  };
}
