import { randomUUID } from 'node:crypto';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import type { ApiClient } from './api-client.ts';

export type Page<T> = { items: T[]; nextCursor: string | null };

/** A simulator channel: the shortest way to somebody who writes. */
export function addSimulator(api: ApiClient, name = 'Training'): Promise<Channel> {
  return api.ok<Channel>('POST', '/api/channels', { kind: 'simulator', name });
}

/** Somebody writes from a phone of their own; the answer is the conversation's id. */
export async function write(
  api: ApiClient,
  channel: { id: string },
  {
    text = 'Guten Tag',
    phoneId = randomUUID(),
    ...more
  }: { text?: string; phoneId?: string } & Record<string, unknown> = {},
): Promise<string> {
  const { conversationId } = await api.ok<{ conversationId: string }>(
    'POST',
    `/api/simulator/${channel.id}/messages`,
    {
      phone: { id: phoneId, name: 'Amina', messenger: 'simulator' },
      messageId: randomUUID(),
      text,
      ...more,
    },
  );
  return conversationId;
}

export async function threadOf(
  api: ApiClient,
  conversationId: string,
  query = '',
): Promise<Message[]> {
  const { items } = await api.ok<Page<Message>>(
    'GET',
    `/api/conversations/${conversationId}/messages${query}`,
  );
  return items;
}

export function reply(api: ApiClient, conversationId: string, body: Record<string, unknown>) {
  return api.request<Message>('POST', `/api/conversations/${conversationId}/messages`, {
    clientMessageId: randomUUID(),
    ...body,
  });
}

export function note(api: ApiClient, conversationId: string, body: Record<string, unknown>) {
  return api.request<Message>('POST', `/api/conversations/${conversationId}/notes`, {
    clientMessageId: randomUUID(),
    ...body,
  });
}
