import type { Context } from 'koa';
import getRawBody from 'raw-body';
import type { WebhookRequest } from '../../adapters/adapter.ts';
import { AppError } from '../errors.ts';

/**
 * Reads a webhook request as bytes.
 * @throws AppError `payload_too_large` above the limit, `malformed_request` when the body breaks off.
 */
export async function readRawRequest(
  ctx: Context,
  { publicUrl, path, maxBytes }: { publicUrl: string; path: string; maxBytes: number },
): Promise<WebhookRequest> {
  const body = ctx.method === 'POST' ? await readBody(ctx, maxBytes) : Buffer.alloc(0);
  return {
    method: ctx.method === 'POST' ? 'POST' : 'GET',
    path,
    url: publicUrl + ctx.url,
    query: Object.fromEntries(
      Object.entries(ctx.query).map(([name, value]) => [
        name,
        Array.isArray(value) ? (value[0] ?? '') : (value ?? ''),
      ]),
    ),
    headers: ctx.headers as Record<string, string | undefined>,
    body,
    receivedAt: new Date(),
  };
}

async function readBody(ctx: Context, maxBytes: number): Promise<Buffer> {
  if (ctx.get('content-encoding') && ctx.get('content-encoding') !== 'identity') {
    throw new AppError('unsupported_media_type', 'Compressed bodies are not accepted.');
  }
  try {
    return await getRawBody(ctx.req, {
      length: ctx.get('content-length') || null,
      limit: maxBytes,
    });
  } catch (error) {
    const type = error instanceof Error && 'type' in error ? error.type : undefined;
    if (type === 'entity.too.large') {
      throw new AppError('payload_too_large', `A body may have ${maxBytes} bytes here.`);
    }
    throw new AppError('malformed_request', 'The body broke off.');
  }
}
