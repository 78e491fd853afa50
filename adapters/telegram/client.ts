import { Telegram, TelegramError } from 'telegraf';
import type { Opts, Telegram as Methods } from 'telegraf/types';
import { SendError, type CallContext } from '../adapter.ts';
import type { TelegramCredentials } from './credentials.ts';
import { sendErrorFrom, type Effect } from './errors.ts';

export type Method = keyof Methods;

/** telegraf names the type of an old polyfill; node-fetch takes the real one. */
type Signal = NonNullable<Parameters<Telegram['callApi']>[2]>['signal'];

export const defaultApiRoot = 'https://api.telegram.org';

/** The base URL with a slash at its end, so that a path in it survives being joined. */
export function apiRootOf(call: CallContext): string {
  const root = call.apiRoot ?? defaultApiRoot;
  return root.endsWith('/') ? root : `${root}/`;
}

/**
 * One call to the Bot API, recorded without token and ids.
 * @throws SendError; with effect `once` an answer that never came is `no_answer`, `certain: false`.
 */
export async function callTelegram(
  method: Method,
  payload: Opts<Method>,
  credentials: TelegramCredentials,
  call: CallContext,
  effect: Effect,
): Promise<unknown> {
  if (call.signal.aborted) {
    throw new SendError('provider_unavailable', 'Stopped before Telegram was called', {
      retryable: true,
    });
  }
  const client = new Telegram(credentials.botToken, {
    apiRoot: apiRootOf(call),
    webhookReply: false,
  });
  const startedAt = performance.now();
  const record = (status: number | null, providerCode: string | null) =>
    call.record({
      method: 'POST',
      path: `/bot{token}/${method}`,
      status,
      elapsedMs: Math.round(performance.now() - startedAt),
      providerCode,
    });
  try {
    const result = await client.callApi(method, payload, { signal: call.signal as Signal });
    record(200, null);
    return result;
  } catch (error) {
    const code = error instanceof TelegramError ? error.code : undefined;
    const failure = sendErrorFrom(error, effect);
    record(code ?? null, code === undefined ? failure.code : String(code));
    throw failure;
  }
}
