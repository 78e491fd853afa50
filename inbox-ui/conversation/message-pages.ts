import type { Message } from '../../gateway/contract/message.ts';

export type MessagePage = { items: Message[]; nextCursor: string | null };

/** A page of the stretch that is known: the messages behind which older and newer ones follow, null where none do. */
export type ThreadPage = {
  items: Message[];
  olderThan: string | null;
  newerThan: string | null;
};

type Items = { items: Message[] };

/** Oldest first over all pages; the pages themselves come newest first. The order is the server's. */
export function messagesOf(pages: readonly Items[] | undefined): Message[] {
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
  pages: readonly ThreadPage[],
  newest: ThreadPage,
): ThreadPage[] | null {
  const [first, ...older] = pages;
  if (!first || first.items.length === 0) return [newest, ...older];
  const oldestNew = newest.items[0];
  if (!oldestNew) return [newest];
  const index = pages.findIndex(({ items }) => items.some(({ id }) => id === oldestNew.id));
  const page = pages[index];
  if (!page) return older.length === 0 && newest.olderThan === null ? [newest] : null;
  const kept = page.items.slice(
    0,
    page.items.findIndex(({ id }) => id === oldestNew.id),
  );
  const last = { ...page, items: [...kept, ...newest.items], newerThan: null };
  return [last, ...pages.slice(index + 1)];
}

/** Replaces one message where it stands; the same pages when it isn't there. */
export function replaceMessage<Page extends Items>(pages: Page[], changed: Message): Page[] {
  if (!hasMessage(pages, changed.id)) return pages;
  return pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === changed.id ? changed : item)),
  }));
}

export function hasMessage(pages: readonly Items[], messageId: string): boolean {
  return pages.some((page) => page.items.some((item) => item.id === messageId));
}
