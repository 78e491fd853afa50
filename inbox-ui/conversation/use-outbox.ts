import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Attachment, Message } from '../../gateway/contract/message.ts';
import { useStable } from '../components/use-stable.ts';
import { keepTextsOf } from '../forget-texts.ts';
import { useLiveState } from '../live.ts';
import { useSession } from '../session.tsx';
import { newestArrival } from './news.ts';
import type { TemplateChoice } from './outbox.ts';
import { drain, outbox, resumeSending } from './send-pending.ts';

export type Outgoing = {
  isNote: boolean;
  text: string;
  attachments: Attachment[];
  replyToId: string | null;
  template?: TemplateChoice;
  /** Of a note: which colleagues it names. */
  mentionIds?: string[];
};

/** What of this conversation is on its way, and how to send more. Sending goes on when another one is opened. */
export function useOutbox(conversationId: string, messages: readonly Message[]) {
  const client = useQueryClient();
  const { counselor } = useSession();
  const all = useSyncExternalStore(outbox.subscribe, outbox.all);
  const pending = useMemo(() => {
    const confirmed = new Set(messages.map((message) => message.clientMessageId));
    return all.filter(
      (item) => item.conversationId === conversationId && !confirmed.has(item.clientMessageId),
    );
  }, [all, conversationId, messages]);
  const lastSeenMessageId = newestArrival(messages)?.id ?? null;

  return {
    pending,
    send: useStable((outgoing: Outgoing) => {
      outbox.add({
        ...outgoing,
        clientMessageId: crypto.randomUUID(),
        conversationId,
        counselorId: counselor.id,
        lastSeenMessageId,
        createdAt: new Date().toISOString(),
        state: 'waiting',
        isForced: false,
        problem: null,
      });
      void drain(client, conversationId);
    }),
    /**
     * Tries again with the same id, so that nothing goes out twice. `isForced` after the news were read: the server is
     * told what had been seen before, and notes that it was sent anyway.
     */
    retry: useStable((clientMessageId: string, isForced: boolean) => {
      // Those behind first: this one is not among those that wait yet.
      if (isForced) outbox.hasSeen(conversationId, lastSeenMessageId);
      outbox.change(clientMessageId, {
        state: 'waiting',
        problem: null,
        isForced,
        ...(!isForced && { lastSeenMessageId }),
      });
      void drain(client, conversationId);
    }),
    discard: outbox.remove,
  };
}

/** Goes on with what is on its way: after a reload, and whenever the connection is back. */
export function useResumedOutbox(): void {
  const client = useQueryClient();
  const { counselor } = useSession();
  const { status } = useLiveState();
  useEffect(() => keepTextsOf(counselor.id), [counselor.id]);
  useEffect(() => {
    // It does not outlive the window: whoever closes it is asked.
    const ask = (event: BeforeUnloadEvent) => {
      if (outbox.all().length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  useEffect(() => {
    if (status === 'connected') resumeSending(client);
  }, [client, status]);
}
