import type { CallContext, Exchange } from '../adapters/adapter.ts';
import type { ChannelLog } from './channel-log/record.ts';
import type { Config } from './config.ts';
import type { Log } from './logger.ts';

type Roots = Pick<
  Config,
  'TELEGRAM_API_ROOT' | 'TWILIO_API_ROOT' | 'WHATSAPP_API_ROOT' | 'WHATSAPP_API_VERSION'
>;

type CallDetails = {
  timeoutMs: number;
  signal?: AbortSignal;
  log: Log;
  channelLog: ChannelLog;
  channelId: string;
  /** What the call is for, as the channel log shows it. `send` is what carries messages out. */
  purpose: string;
  /** The message and the delivery it is about. */
  subjects?: readonly string[];
  /** What a line of this process holds for the channel. */
  connection?: unknown;
};

/** What an adapter needs for one call: where the provider is, how long it may take, where the exchange is noted. */
export function providerCall(
  config: Roots,
  kind: string,
  { timeoutMs, signal, log, channelLog, channelId, purpose, subjects, connection }: CallDetails,
): CallContext {
  const timeout = AbortSignal.timeout(timeoutMs);
  return {
    apiRoot: apiRoots(config)[kind],
    apiVersion: kind === 'whatsapp-cloud' ? config.WHATSAPP_API_VERSION : undefined,
    signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    connection,
    record({ headers, ...exchange }: Exchange) {
      log.info({ channelId, purpose, ...exchange }, 'provider called');
      channelLog.record({
        channelId,
        kind,
        direction: 'outbound',
        purpose,
        ...exchange,
        isFailed: isFailed(exchange),
        headers,
        ...(subjects && { subjects }),
      });
    },
  };
}

/** Graph reports some errors with a 200: what names a code has failed. */
function isFailed({ status, providerCode }: Exchange): boolean {
  return status === null || status >= 400 || providerCode !== null;
}

function apiRoots(config: Roots): Record<string, string | undefined> {
  return {
    telegram: config.TELEGRAM_API_ROOT,
    twilio: config.TWILIO_API_ROOT,
    'whatsapp-cloud': config.WHATSAPP_API_ROOT,
  };
}
