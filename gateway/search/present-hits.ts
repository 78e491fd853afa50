import type { EntityManager } from '@mikro-orm/postgresql';
import type { Conversation } from '../contract/conversation.ts';
import type { MessageHit, PersonHit } from '../contract/search.ts';
import {
  conversationJoins,
  conversationSelect,
  presentConversation,
  type ConversationRow,
} from '../conversation/present-conversation.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query, toIso } from '../unit-of-work.ts';
import type { MessageFinding } from './find-messages.ts';
import type { PersonFinding } from './find-people.ts';
import { snippetOf } from './snippet.ts';

/** Conversations by their ids, as the one who asks sees them. */
export async function conversationsOf(
  em: EntityManager,
  keys: OrganizationKeys,
  ids: string[],
  counselorId: string,
): Promise<Map<string, Conversation>> {
  const rows = await query<ConversationRow>(
    em,
    `${conversationSelect('$1')}, '' as at_micros from conversation c ${conversationJoins} where c.id = any($2)`,
    [counselorId, ids],
  );
  return new Map(rows.map((row) => [row.id, presentConversation(row, keys)]));
}

export function presentPerson(
  { name, address, conversationId }: PersonFinding,
  conversations: Map<string, Conversation>,
): PersonHit[] {
  const conversation = conversations.get(conversationId);
  return conversation ? [{ contact: conversation.contact, name, address, conversation }] : [];
}

export function presentMessageHit(
  { found, ...message }: MessageFinding,
  conversations: Map<string, Conversation>,
): MessageHit[] {
  const conversation = conversations.get(message.conversationId);
  const [first] = found;
  if (!conversation || !first) return [];
  return [
    {
      messageId: message.id,
      conversation,
      author: message.author,
      counselorName: message.counselorName,
      isNote: message.isNote,
      kind: message.kind,
      sentAt: toIso(message.sentAt),
      source: first.source,
      snippet: snippetOf(first),
      textRanges: found.find(({ source }) => source === 'text')?.ranges ?? [],
    },
  ];
}
