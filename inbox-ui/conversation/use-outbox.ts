import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import {
  addNote,
  sendReply,
  type Attachment,
  type Message,
} from '../../gateway/contract/message.ts';
import { ApiProblem, call } from '../api.ts';
import { keys } from '../query-client.ts';
import type { MessagePage } from './message-pages.ts';
import { createOutbox, type Pending, type TemplateChoice } from './outbox.ts';

export type Outgoing = {
  isNote: boolean;
  text: string;
  attachments: Attachment[];
  replyToId: string | null;
  template?: TemplateChoice;
  /** Of a note: which colleagues it names. */
  mentionIds?: string[];
};

const outbox = createOutbox(sessionStore());

/** What of this conversation is on its way, and how to send more. Sending goes on when another one is opened. */
export function useOutbox(conversationId: string, messages: readonly Message[]) {
  const client = useQueryClient();
  const all = useSyncExternalStore(outbox.subscribe, outbox.all);
  const pending = useMemo(() => {
    const confirmed = new Set(messages.map((message) => message.clientMessageId));
    return all.filter(
      (item) => item.conversationId === conversationId && !confirmed.has(item.clientMessageId),
    );
  }, [all, conversationId, messages]);
  const lastSeenMessageId = messages.at(-1)?.id ?? null;

  return {
    pending,
    send: (outgoing: Outgoing) => {
      outbox.add({
        ...outgoing,
        clientMessageId: crypto.randomUUID(),
        conversationId,
        lastSeenMessageId,
        createdAt: new Date().toISOString(),
        state: 'waiting',
        isForced: false,
        problem: null,
      });
      void drain(client, conversationId);
    },
    /** Tries again with the same id, so that nothing goes out twice; `isForced` after the news were read. */
    retry: (clientMessageId: string, isForced: boolean) => {
      outbox.change(clientMessageId, {
        state: 'waiting',
        problem: null,
        isForced,
        lastSeenMessageId,
      });
      void drain(client, conversationId);
    },
    discard: outbox.remove,
  };
}

async function drain(client: QueryClient, conversationId: string): Promise<void> {
  for (let item = outbox.nextOf(conversationId); item; item = outbox.nextOf(conversationId)) {
    await sendOne(client, item);
  }
}

async function sendOne(client: QueryClient, item: Pending): Promise<void> {
  outbox.change(item.clientMessageId, { state: 'sending' });
  try {
    const message = await post(item);
    client.setQueryData<MessagePage>(
      keys.messages(item.conversationId),
      (page) => page && withMessage(page, message),
    );
    outbox.advance(item, message.id);
    outbox.remove(item.clientMessageId);
    void client.invalidateQueries({ queryKey: keys.messages(item.conversationId) });
    void client.invalidateQueries({ queryKey: keys.conversation(item.conversationId) });
  } catch (error) {
    const code = error instanceof ApiProblem ? error.code : 'internal_error';
    const state = code === 'stale_conversation' ? 'stale' : 'failed';
    outbox.change(item.clientMessageId, { state, problem: { code } });
  }
}

function post(item: Pending): Promise<Message> {
  const params = { id: item.conversationId };
  const attachmentIds =
    item.attachments.length > 0 ? item.attachments.map(({ id }) => id) : undefined;
  const { clientMessageId, text, template, mentionIds } = item;
  if (item.isNote) {
    return call(addNote, { params, body: { clientMessageId, text, attachmentIds, mentionIds } });
  }
  return call(sendReply, {
    params,
    body: {
      clientMessageId,
      ...(template ? { template } : text.trim() !== '' && { text }),
      attachmentIds,
      replyToId: item.replyToId ?? undefined,
      lastSeenMessageId: item.lastSeenMessageId ?? undefined,
      ...(item.isForced && { force: true }),
    },
  });
}

function withMessage(page: MessagePage, message: Message): MessagePage {
  if (page.items.some((item) => item.id === message.id)) return page;
  return { ...page, items: [...page.items, message] };
}

function sessionStore(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
