import type { Conversation } from '../../gateway/contract/conversation.ts';

export type ConversationPage = { items: Conversation[]; nextCursor: string | null };

/** One row per conversation, also when one has moved from one page to another between two requests. */
export function rowsOf(pages: readonly ConversationPage[] | undefined): Conversation[] {
  const seen = new Set<string>();
  return (pages ?? []).flatMap((page) =>
    page.items.filter((item) => !seen.has(item.id) && seen.add(item.id)),
  );
}

/** Puts the newest state of a conversation into its row and moves nothing. */
export function patchRow<Page extends ConversationPage>(
  pages: Page[],
  changed: Conversation,
): Page[] {
  if (!pages.some((page) => page.items.some((item) => item.id === changed.id))) return pages;
  return pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === changed.id ? changed : item)),
  }));
}

/** The conversation above (-1) or below (1) the selected one; from nowhere, the first or the last. */
export function neighbourOf(
  rows: readonly Conversation[],
  selectedId: string | undefined,
  step: 1 | -1,
): Conversation | undefined {
  const index = rows.findIndex((row) => row.id === selectedId);
  if (index === -1) return step === 1 ? rows[0] : rows.at(-1);
  return rows[index + step];
}

/** Where to go when the selected conversation is done: the next one, else the one before. */
export function nextAfter(
  rows: readonly Conversation[],
  selectedId: string,
): Conversation | undefined {
  return neighbourOf(rows, selectedId, 1) ?? rows.findLast((row) => row.id !== selectedId);
}

/** One or two letters for a picture; nothing for a name that is only a number. */
export function initialsOf(name: string): string {
  if (!/\p{L}/u.test(name)) return '';
  const words = name.split(/[\s\-_.]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) =>
      [...segmenter.segment(word ?? '')].find(({ segment }) => /\p{L}|\p{N}/u.test(segment)),
    )
    .map((found) => found?.segment.toLocaleUpperCase() ?? '')
    .join(isJoined(name) ? '\u200c' : '');
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Two Arabic initials would join into one ligature without something between them. */
function isJoined(name: string): boolean {
  return /\p{Script=Arabic}/u.test(name);
}
