import { SendError, type CallContext } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { AppContext } from '../context.ts';
import { providerCall } from '../provider-call.ts';
import type { Addressee } from './find-addressee.ts';

type Dependencies = Pick<AppContext, 'config' | 'channelLog' | 'directory' | 'lines' | 'log'>;

export type Signals = {
  /** Shows the contact that somebody writes, where the channel is set so. Called often, it shows seldom. */
  showTyping(addressee: Addressee): void;
  /** Shows the contact that their messages were read, where the channel is set so. */
  markRead(addressee: Addressee): void;
};

const timeoutMs = 5000;
/** Telegram's mark lasts five seconds; more often than this nothing is gained. */
const typingEveryMs = 3000;
const manyConversations = 1000;

/** Signals are worth nothing later: they are sent at once or not at all, never stored, and a failure is only logged. */
export function createSignals(dependencies: Dependencies): Signals {
  const { config, channelLog, directory, lines, log } = dependencies;
  const shownAt = new Map<string, number>();

  return {
    showTyping(addressee) {
      if (isTooSoon(addressee.conversationId)) return;
      const { to, lastExternalId } = addressee;
      fire('typing', addressee, async ({ adapter, sendsTyping, credentials }, call) => {
        if (!sendsTyping || !adapter.capabilities[to.messenger]?.hasTyping) return;
        await adapter.showTyping?.(to, lastExternalId, credentials, call);
      });
    },
    markRead(addressee) {
      const { to, lastExternalId } = addressee;
      fire('mark_read', addressee, async ({ adapter, sendsReadMarks, credentials }, call) => {
        if (!sendsReadMarks || !adapter.capabilities[to.messenger]?.hasReadMarks) return;
        if (lastExternalId) await adapter.markRead?.(to, lastExternalId, credentials, call);
      });
    },
  };

  function fire(
    purpose: string,
    { channelId, conversationId }: Addressee,
    send: (channel: ConnectedChannel, call: CallContext) => Promise<void>,
  ): void {
    const sent = directory.byId(channelId).then(async (channel) => {
      if (!channel || channel.status === 'disabled') return;
      const connection = lines.connectionOf(channelId);
      const details = { timeoutMs, log, channelLog, channelId, purpose, connection };
      await send(channel, providerCall(config, channel.kind, details));
    });
    sent.catch((err: unknown) => {
      const code = err instanceof SendError ? err.code : 'internal_error';
      log.warn({ channelId, conversationId, purpose, code }, 'signal not sent');
    });
  }

  function isTooSoon(conversationId: string): boolean {
    const now = Date.now();
    if (now - (shownAt.get(conversationId) ?? 0) < typingEveryMs) return true;
    if (shownAt.size >= manyConversations) shownAt.clear();
    shownAt.set(conversationId, now);
    return false;
  }
}
