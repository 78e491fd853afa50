import type { Counselor } from '../../gateway/contract/account.ts';
import { foldText } from './fold-text.ts';

type Named = Pick<Counselor, 'id' | 'displayName'>;

/** Colleagues whose name has the typed words in it, first those of whom a name begins so. */
export function matchColleagues<Colleague extends Named>(
  colleagues: readonly Colleague[],
  query: string,
): Colleague[] {
  const wanted = foldText(query);
  const rank = ({ displayName }: Named) => {
    const name = foldText(displayName);
    if (name.startsWith(wanted)) return 0;
    return name.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return colleagues
    .filter(({ displayName }) => foldText(displayName).includes(wanted))
    .toSorted((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName));
}

/**
 * Who is named in a note as it stands now: whoever was deleted from it isn't told. Of several with the same name those
 * who were chosen, else all.
 */
export function mentionIdsOf(
  text: string,
  colleagues: readonly Named[],
  chosen: ReadonlySet<string>,
): string[] {
  const names = new Set(
    findNames(
      text,
      colleagues.map(({ displayName }) => displayName),
    ),
  );
  return [...names].flatMap((name) => {
    const named = colleagues.filter(({ displayName }) => displayName === name);
    const picked = named.filter(({ id }) => chosen.has(id));
    return (picked.length > 0 ? picked : named).map(({ id }) => id);
  });
}

/** A stretch of a note's text: plain, or `@` with a name. */
export type NamedSegment = { text: string; isMention: boolean };

/** Cuts a text where somebody is named; put together again the stretches are the text. */
export function segmentMentions(text: string, names: readonly string[]): NamedSegment[] {
  const pattern = patternOf(names);
  if (!pattern) return [{ text, isMention: false }];
  const segments: NamedSegment[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) segments.push({ text: text.slice(at, match.index), isMention: false });
    segments.push({ text: match[0], isMention: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) segments.push({ text: text.slice(at), isMention: false });
  return segments;
}

function findNames(text: string, names: readonly string[]): string[] {
  return segmentMentions(text, names)
    .filter(({ isMention }) => isMention)
    .map((segment) => segment.text.slice(1));
}

/** `@` at the beginning or after something that isn't a letter; of two names with one beginning the longer. */
function patternOf(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null;
  const longestFirst = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`));
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}])@(?:${longestFirst.join('|')})(?![\p{L}\p{N}])`,
    'gu',
  );
}
