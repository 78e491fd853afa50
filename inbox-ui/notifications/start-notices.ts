import type { QueryClient } from '@tanstack/react-query';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { getConversation } from '../../gateway/contract/conversation.ts';
import { isQuiet } from '../../gateway/contract/quiet-hours.ts';
import { call } from '../api.ts';
import { subscribe } from '../live.ts';
import { keys } from '../query-client.ts';
import { isForMe, isInView } from './notice-rules.ts';
import { showNotice } from './show-notice.tsx';
import { holdWhileInView, ringOnce } from './sound.ts';
import { settingsQuery } from './use-settings.ts';

/** What comes within this time is one burst. */
const burstMs = 800;
/** More than this at once is a flood: then the newest stand for all. */
const maxLookedAt = 5;

type Person = { counselorId: string; open: (conversationId: string) => void };

/** Tells of messages in conversations that this person wants to hear of and does not look at. */
export function startNotices(client: QueryClient, person: Person, signal: AbortSignal): void {
  const arrived = new Map<string, { isMessage: boolean }>();
  /** Mentions that were told of and not read yet: what else happens there is no news. */
  const toldMentions = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = subscribe(({ type, conversationId }) => {
    if (!conversationId || (type !== 'message.received' && type !== 'message.created')) return;
    const isMessage = type === 'message.received' || arrived.get(conversationId)?.isMessage;
    arrived.delete(conversationId);
    arrived.set(conversationId, { isMessage: isMessage ?? false });
    timer ??= setTimeout(() => void look().catch(() => undefined), burstMs);
  });
  holdWhileInView(signal);
  signal.addEventListener('abort', () => {
    stop();
    clearTimeout(timer);
  });

  async function look(): Promise<void> {
    timer = undefined;
    const burst = [...arrived].slice(-maxLookedAt);
    arrived.clear();
    const settings = await client.fetchQuery(settingsQuery);
    const found = await Promise.all(burst.map(([id]) => load(id)));
    if (signal.aborted) return;
    const told = found.filter((one, index) => {
      const isMention = settings.notifiesMentions && isNewMention(one);
      const isMessage = burst[index]?.[1].isMessage ?? false;
      if (isInView(one.id, location.pathname, document.visibilityState)) return false;
      return isMention || (isMessage && isForMe(one, settings, person.counselorId));
    });
    if (told.length === 0) return;
    if (document.visibilityState === 'visible') await showNotice(told, person.open);
    if (settings.hasSound && !isQuiet(settings.quietHours, new Date())) await ringOnce();
  }

  function load(id: string): Promise<Conversation> {
    return client.fetchQuery({
      queryKey: keys.conversation(id),
      queryFn: () => call(getConversation, { params: { id } }),
      staleTime: 0,
    });
  }

  function isNewMention({ id, hasUnreadMention }: Conversation): boolean {
    if (!hasUnreadMention) toldMentions.delete(id);
    const isNew = hasUnreadMention && !toldMentions.has(id);
    if (hasUnreadMention) toldMentions.add(id);
    return isNew;
  }
}
