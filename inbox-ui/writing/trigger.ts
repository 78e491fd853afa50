export type Sign = '/' | '@';

/** A sign with what was typed behind it: from `start`, where the sign stands, to the caret. */
export type Trigger = { sign: Sign; start: number; end: number; query: string };

const longestQuery = 40;

/**
 * The sign that the caret stands behind. It counts at the beginning and after a space only (`und/oder`, `1/2` and
 * `a@b.de` are texts). Behind `/` one word is typed, behind `@` a name of up to three.
 */
export function findTrigger(text: string, caret: number, sign: Sign): Trigger | null {
  const before = text.slice(Math.max(0, caret - longestQuery), caret);
  const at = before.lastIndexOf(sign);
  if (at === -1) return null;
  const start = caret - before.length + at;
  if (start > 0 && !/\s/.test(text[start - 1] ?? '')) return null;
  const query = before.slice(at + 1);
  const isOpen = sign === '/' ? !/\s/.test(query) : /^(?:\S+(?: \S*){0,2})?$/.test(query);
  return isOpen ? { sign, start, end: caret, query } : null;
}
