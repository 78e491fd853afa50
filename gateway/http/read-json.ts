import { bodyParser } from '@koa/bodyparser';
import type { Context, Next } from 'koa';

/** A reply of 20,000 characters with a template's parameters is a tenth of it. */
const maxBytes = 1024 * 1024;
/** The simulated phone sends its files inside the JSON. */
const maxPhoneBytes = 8 * 1024 * 1024;

/** Parses JSON bodies; other types are left for the handler to read or refuse. */
export function readJson() {
  const options = { enableTypes: ['json' as const], patchNode: false };
  const readSmall = bodyParser({ ...options, jsonLimit: maxBytes });
  const readPhone = bodyParser({ ...options, jsonLimit: maxPhoneBytes });
  return (ctx: Context, next: Next): Promise<void> =>
    ctx.path.startsWith('/api/simulator/') ? readPhone(ctx, next) : readSmall(ctx, next);
}
