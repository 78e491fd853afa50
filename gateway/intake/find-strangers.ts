import type { Adapter, WebhookRequest } from '../../adapters/adapter.ts';
import type { ChannelDirectory, ConnectedChannel } from '../channel-directory.ts';
import type { Log } from '../logger.ts';

export type StrangerFinder = (
  adapter: Adapter,
  request: WebhookRequest,
) => Promise<ConnectedChannel[]>;

const pauseMs = 1000;

/**
 * Whom to warn of a request for an account that no channel has: the channels whose secret signed it, because it then
 * comes through their own app and somebody has mistaken an id. Anybody may send such requests, so that one a second is
 * looked at. Never rejects.
 */
export function createStrangerFinder({
  directory,
  log,
}: {
  directory: ChannelDirectory;
  log: Log;
}): StrangerFinder {
  let nextAtMs = 0;
  return async (adapter, request) => {
    const now = performance.now();
    if (now < nextAtMs) return [];
    nextAtMs = now + pauseMs;
    try {
      const all = await directory.ofKind(adapter.kind);
      return all.filter((channel) => isSignedBy(adapter, request, channel));
    } catch (err) {
      log.warn({ err }, 'nobody found to warn of a stranger');
      return [];
    }
  };
}

function isSignedBy(adapter: Adapter, request: WebhookRequest, channel: ConnectedChannel): boolean {
  try {
    return Boolean(adapter.receive?.(request, channel.credentials));
  } catch {
    return false;
  }
}
