import type { QueryClient } from '@tanstack/react-query';
import { addNote, sendReply, type Message } from '../../gateway/contract/message.ts';
import { ApiProblem, call } from '../api.ts';
import { keys } from '../query-client.ts';
import type { MessagePage } from './message-pages.ts';
import { createOutbox, type Pending } from './outbox.ts';

export const outbox = createOutbox(sessionStore());

const shortestMs = 2000;
const longestMs = 30_000;
let failures = 0;
let resuming: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits in every conversation. To be called when there is reason to believe that it works again. */
export function resumeSending(client: QueryClient): void {
  clearTimeout(resuming);
  for (const conversationId of outbox.waiting()) void drain(client, conversationId);
}

/** Sends what waits in a conversation, one after the other, until one has to go on waiting. */
export async function drain(client: QueryClient, conversationId: string): Promise<void> {
  for (let item = outbox.nextOf(conversationId); item; item = outbox.nextOf(conversationId)) {
    const isPassing = await sendOne(client, item);
    if (!isPassing) failures = 0;
    else {
      resumeLater(client);
      return;
    }
  }
}

function resumeLater(client: QueryClient): void {
  clearTimeout(resuming);
  resuming = setTimeout(
    () => resumeSending(client),
    Math.min(longestMs, shortestMs * 2 ** failures),
  );
  failures += 1;
}

/** Resolves to whether it has to wait: what failed may pass by itself. */
async function sendOne(client: QueryClient, item: Pending): Promise<boolean> {
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
    return false;
  } catch (error) {
    const code = error instanceof ApiProblem ? error.code : 'internal_error';
    const isPassing = mayPass(error);
    const state = isPassing ? 'waiting' : code === 'stale_conversation' ? 'stale' : 'failed';
    outbox.change(item.clientMessageId, { state, problem: { code } });
    return isPassing;
  }
}

/** No network, a locked screen, or a gateway that is just restarting or has too much to do. */
function mayPass(error: unknown): boolean {
  return (
    error instanceof ApiProblem &&
    (error.code === 'network' || error.isLocked || [429, 502, 503, 504].includes(error.status))
  );
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
