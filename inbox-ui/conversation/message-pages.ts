import type { Message } from '../../gateway/contract/message.ts';

export type MessagePage = { items: Message[]; nextCursor: string | null };

/** Oldest first over all pages; the pages themselves come newest first. The order is the server's. */
export function messagesOf(pages: readonly MessagePage[] | undefined): Message[] {
  const seen = new Set<string>();
  return (pages ?? [])
    .toReversed()
    .flatMap((page) => page.items.filter((item) => !seen.has(item.id) && seen.add(item.id)));
}

/**
 * Puts a freshly read newest page in place of the end of what is known. Null when the two don't touch: more has
 * arrived than one page holds, and what is between them is unknown.
 */
export function joinNewestPage(
  pages: readonly MessagePage[],
  newest: MessagePage,
): MessagePage[] | null {
  const [first, ...older] = pages;
  if (!first || first.items.length === 0) return [newest, ...older];
  const oldestNew = newest.items[0];
  if (!oldestNew) return [newest];
  const overlap = first.items.findIndex((item) => item.id === oldestNew.id);
  if (overlap === -1) return older.length === 0 && newest.nextCursor === null ? [newest] : null;
  return [{ ...first, items: [...first.items.slice(0, overlap), ...newest.items] }, ...older];
}

/** Replaces one message where it stands; the same pages when it isn't there. */
export function replaceMessage(pages: MessagePage[], changed: Message): MessagePage[] {
  if (!hasMessage(pages, changed.id)) return pages;
  return pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === changed.id ? changed : item)),
  }));
}

export function hasMessage(pages: readonly MessagePage[], messageId: string): boolean {
  return pages.some((page) => page.items.some((item) => item.id === messageId));
}
