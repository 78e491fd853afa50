import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Context, Next } from 'koa';

const compress = promisify(brotliCompress);
const compressible = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest']);

type File = { bytes: Buffer; extension: string; brotli?: Promise<Buffer> };

/**
 * Serves the built inbox from memory. Paths that are no file are the inbox's own addresses and get its page; what has
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
    ctx.set('Vary', 'Accept-Encoding');
    if (compressible.has(file.extension) && ctx.acceptsEncodings('br') === 'br') {
      file.brotli ??= compress(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
      ctx.set('Content-Encoding', 'br');
      ctx.body = await file.brotli;
      return;
    }
    ctx.body = file.bytes;
  };
}

async function load(folder: string): Promise<Map<string, File>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const loaded = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(async (entry): Promise<[string, File]> => {
      const path = join(entry.parentPath, entry.name);
      const name = `/${relative(folder, path).split(sep).join('/')}`;
      return [name, { bytes: await readFile(path), extension: extname(path) }];
    });
  return new Map(await Promise.all(loaded));
}
