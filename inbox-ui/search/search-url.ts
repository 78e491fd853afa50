import { topicKeys, type TopicKey } from '../../gateway/contract/conversation.ts';

/** What is looked for, as it stands in the URL. */
export type SearchAsked = {
  q: string;
  language?: string;
  topic?: TopicKey;
  channel?: string;
  office?: string;
  /** First and last day, `2026-11-24`. */
  from?: string;
  to?: string;
};

export const filterKeys = ['language', 'topic', 'channel', 'office', 'from', 'to'] as const;
export type FilterKey = (typeof filterKeys)[number];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const patterns: Record<FilterKey, RegExp> = {
  language: /^[A-Za-z0-9_-]{2,20}$/,
  topic: new RegExp(`^(${topicKeys.join('|')})$`),
  channel: uuid,
  office: uuid,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
};

/** Reads the URL; what nobody could have chosen is left out. */
export function askedFrom(search: URLSearchParams): SearchAsked {
  const filters = filterKeys.flatMap((key) => {
    const value = search.get(key);
    return value && patterns[key].test(value) ? [[key, value] as const] : [];
  });
  return { q: (search.get('q') ?? '').slice(0, 200), ...Object.fromEntries(filters) };
}

/** The address of the search, or of a conversation found by it, at a message of it. */
export function searchPath(
  asked: SearchAsked,
  at?: { conversationId: string; messageId?: string },
) {
  const search = new URLSearchParams();
  if (asked.q) search.set('q', asked.q);
  for (const key of filterKeys) {
    const value = asked[key];
    if (value) search.set(key, value);
  }
  if (at?.messageId) search.set('message', at.messageId);
  const text = search.toString();
  return `/inbox/search${at ? `/${at.conversationId}` : ''}${text ? `?${text}` : ''}`;
}

/** The same as the API takes it. */
export function apiQuery({ q, language, topic, channel, office, from, to }: SearchAsked) {
  return { q: q.trim(), language, topic, channelId: channel, officeId: office, from, to };
}

export function withoutFilters({ q }: SearchAsked): SearchAsked {
  return { q };
}
