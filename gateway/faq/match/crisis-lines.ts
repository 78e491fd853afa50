import { wordIdOf } from './crisis-hearing.ts';

/** Of each slot one word is said, and near them none of `unless`. Words are known by their number. */
export type Line = { slots: number[][]; unless: number[]; isOrdered: boolean };

/**
 * A line of the signs: slots of words that are said near each other, divided by spaces; "a|b" is either word, "$name" the
 * words of a group, "word*" whatever begins so, "!word" makes it harmless, and "> " before all means in this order.
 */
export function readLine(line: string, groups: Record<string, string | undefined>): Line {
  const isOrdered = line.startsWith('> ');
  const written = (isOrdered ? line.slice(2) : line).split(' ');
  const idsOf = (slot: string) => [
    ...new Set(slot.split('|').flatMap((one) => membersOf(one, groups).map(wordIdOf))),
  ];
  return {
    slots: written.filter((slot) => !slot.startsWith('!')).map(idsOf),
    unless: written.flatMap((slot) => (slot.startsWith('!') ? idsOf(slot.slice(1)) : [])),
    isOrdered,
  };
}

/** A phrase: its words are said in this order. */
export function readPhrase(phrase: string): Line {
  return readLine(`> ${phrase}`, {});
}

function membersOf(written: string, groups: Record<string, string | undefined>): string[] {
  if (!written.startsWith('$')) return [written];
  const members = groups[written.slice(1)];
  if (members === undefined) throw new Error(`There is no group ${written}`);
  return members.split(' ');
}
