import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Context, Next } from 'koa';

type File = { bytes: Buffer; extension: string; brotli: Buffer | undefined };

/**
 * Serves the built inbox from memory, compressed as the build left it. Paths that are no file are the inbox's own addresses and get its page; what has
 * a hash in its name never changes.
 */
export async function serveInbox(folder: string) {
  const files = await load(folder);
  return async (ctx: Context, next: Next): Promise<void> => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (!isRead || /^\/(api|webhooks|files|healthz|readyz)(\/|$)/.test(ctx.path)) return next();
    const file =
      files.get(ctx.path) ?? (extname(ctx.path) === '' ? files.get('/index.html') : undefined);
    if (!file) return next();
    ctx.type = file.extension;
    ctx.set(
      'Cache-Control',
      ctx.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    // Without it a worker could not look after all pages; asked for anew each time, it can never be an old one for long.
    if (ctx.path === '/sw.js') ctx.set('Service-Worker-Allowed', '/');
    ctx.set('Vary', 'Accept-Encoding');
    if (file.brotli && ctx.acceptsEncodings('br') === 'br') {
      ctx.set('Content-Encoding', 'br');
      ctx.body = file.brotli;
      return;
    }
    ctx.body = file.bytes;
  };
}

async function load(folder: string): Promise<Map<string, File>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const loaded = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(async (entry): Promise<[string, Buffer]> => {
      const path = join(entry.parentPath, entry.name);
      return [`/${relative(folder, path).split(sep).join('/')}`, await readFile(path)];
    });
  const bytesOf = new Map(await Promise.all(loaded));
  const files = [...bytesOf].filter(([name]) => extname(name) !== '.br');
  return new Map(
    files.map(([name, bytes]) => [
      name,
      { bytes, extension: extname(name), brotli: bytesOf.get(`${name}.br`) },
    ]),
  );
}
