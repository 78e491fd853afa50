import type { Conversation } from '../../gateway/contract/conversation.ts';

export type Candidate = {
  id: string;
  displayName: string;
  messenger: string;
  channelName: string;
  lastAt: string | null;
};

/** People who may be the one, from their latest conversations: each once, newest first, by any part of the name. */
export function candidatesOf(
  conversations: Conversation[],
  contactId: string,
  words: string,
): Candidate[] {
  const wanted = folded(words.trim());
  const found = new Map<string, Candidate>();
  for (const { contact, messenger, channel, lastMessage } of conversations) {
    if (contact.id === contactId || found.has(contact.id)) continue;
    if (!folded(contact.displayName).includes(wanted)) continue;
    found.set(contact.id, {
      id: contact.id,
      displayName: contact.displayName,
      messenger,
      channelName: channel.name,
      lastAt: lastMessage?.at ?? null,
    });
  }
  return [...found.values()];
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
