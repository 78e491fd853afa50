import type { CallContext, Exchange } from '../adapters/adapter.ts';
import type { Config } from './config.ts';
import type { Log } from './logger.ts';

type Roots = Pick<
  Config,
  'TELEGRAM_API_ROOT' | 'TWILIO_API_ROOT' | 'WHATSAPP_API_ROOT' | 'WHATSAPP_API_VERSION'
>;

/** What an adapter needs for one call: where the provider is, how long it may take, where the exchange is noted. */
export function providerCall(
  config: Roots,
  kind: string,
  {
    timeoutMs,
    signal,
    log,
    channelId,
  }: { timeoutMs: number; signal?: AbortSignal; log: Log; channelId: string },
): CallContext {
  const timeout = AbortSignal.timeout(timeoutMs);
  return {
    apiRoot: apiRoots(config)[kind],
    apiVersion: kind === 'whatsapp-cloud' ? config.WHATSAPP_API_VERSION : undefined,
    signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    record: (exchange: Exchange) => log.info({ channelId, ...exchange }, 'provider called'),
  };
}

function apiRoots(config: Roots): Record<string, string | undefined> {
  return {
    telegram: config.TELEGRAM_API_ROOT,
    twilio: config.TWILIO_API_ROOT,
    'whatsapp-cloud': config.WHATSAPP_API_ROOT,
  };
}
