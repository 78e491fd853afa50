import { createHash } from 'node:crypto';

/** What tapping a reply does: it answers, opens a page, shares the place, or opens a form. */
export const quickReplySorts = ['answer', 'url', 'location', 'form'] as const;
export type QuickReplySort = (typeof quickReplySorts)[number];

/**
 * An answer to tap. With `url` it opens a page, with `form` one of the provider's forms (a WhatsApp Flow), with
 * `isLocationRequest` it asks for the place; only without any of them it comes back as an answer with this `id`.
 */
export type QuickReply = {
  id: string;
  title: string;
  description?: string;
  url?: string;
  form?: { id: string; screen?: string };
  isLocationRequest?: true;
};

export type QuickReplyCapability = {
  maxCount: number;
  /** UTF-16 units; the adapter cuts longer ones. */
  titleLength: number;
  hasDescription: boolean;
  /** What one message can carry together; of several that fit, the first whose first sort is there is taken. */
  sets: readonly (readonly QuickReplySort[])[];
  /** How many pages one message can open. */
  maxUrls: number;
  /** UTF-16 units of the text that stands above the replies. */
  textLength: number;
};

export function sortOf(reply: QuickReply): QuickReplySort {
  if (reply.isLocationRequest) return 'location';
  if (reply.form) return 'form';
  return reply.url === undefined ? 'answer' : 'url';
}

/**
 * The id itself, or a stable key of 44 bytes in its place where the provider carries back fewer bytes than it has. Who
 * gets such a key back finds the id among the replies that were offered.
 */
export function carriedId(id: string, maxBytes: number): string {
  if (Buffer.byteLength(id) <= maxBytes) return id;
  return keyOf(id);
}

/** Whether an answer's id may be such a key; then `keyOf` of the id that was meant equals it. */
export function isKey(id: string): boolean {
  return /^#[\w-]{43}$/.test(id);
}

export function keyOf(id: string): string {
  return `#${createHash('sha256').update(id).digest('base64url')}`;
}
