import { fold } from '../../search/fold.ts';
import { distance } from './nearest.ts';
import patternsByLanguage from './crisis-patterns.json' with { type: 'json' };
import phrasesByLanguage from './crisis-words.json' with { type: 'json' };

type Word = { text: string; isBeginning: boolean };
/** The words stand in this order. */
type Phrase = Word[];
/** Of each group one word is said, in any order and near each other. */
type Pattern = Word[][];

/** How many words may stand between two words of a phrase ("ich will einfach nicht mehr weiter leben"). */
const mostBetween = 2;
/** How many other words may stand among those of a pattern. */
const mostAmong = 6;

const phrases: Phrase[] = Object.values(phrasesByLanguage)
  .flat()
  .map((phrase) => phrase.split(/\s+/).map(readWord));
const patterns: Pattern[] = Object.values(patternsByLanguage).flatMap(
  ({ groups, patterns: lines }) =>
    lines.map((line) => line.split(' ').map((slot) => readSlot(slot, groups))),
);

/**
 * Whether a message speaks of danger to life: suicide, violence, a child in danger, arrest or deportation now, no medicine
 * to live on. All languages are looked for in every message, since people in need write in any. It would rather see one
 * too many: the card does not end the conversation.
 */
export function isCrisis(text: string): boolean {
  const said = wordsOf(text);
  return (
    phrases.some((phrase) => isPhraseSaid(phrase, said)) ||
    patterns.some((pattern) => isPatternSaid(pattern, said))
  );
}

function isPhraseSaid(words: Phrase, said: string[]): boolean {
  const [first] = words;
  if (first === undefined) return false;
  return said.some((_, start) => {
    let at = start;
    return words.every((word, index) => {
      const until = index === 0 ? start : Math.min(said.length - 1, at + mostBetween + 1);
      for (let place = index === 0 ? start : at + 1; place <= until; place += 1) {
        if (!isSame(word, said[place] ?? '')) continue;
        at = place;
        return true;
      }
      return false;
    });
  });
}

function isPatternSaid(pattern: Pattern, said: string[]): boolean {
  const places = pattern.map((slot) =>
    said.flatMap((one, place) => (slot.some((word) => isSame(word, one)) ? [place] : [])),
  );
  if (places.some(({ length }) => length === 0)) return false;
  return isWithin(places, pattern.length + mostAmong);
}

/** Whether of each list one place can be taken, each place once, so that all lie within `span`. */
function isWithin(places: number[][], span: number, taken: number[] = []): boolean {
  const [next, ...more] = places;
  if (next === undefined) return true;
  return next.some((place) => {
    const all = [...taken, place];
    if (taken.includes(place) || Math.max(...all) - Math.min(...all) >= span) return false;
    return isWithin(more, span, all);
  });
}

/** Three letters of its root make an Arabic word: one of them exchanged is another word. */
const arabic = /\p{Script=Arabic}/u;

function isSame(word: Word, said: string): boolean {
  // Arabic writes "and" together with the next word.
  return isAlike(word, said) || (/^[وف]../u.test(said) && isAlike(word, said.slice(1)));
}

function isAlike({ text, isBeginning }: Word, said: string): boolean {
  if (said === text || (isBeginning && said.startsWith(text))) return true;
  if (said[0] !== text[0] || text.length < (arabic.test(text) ? 10 : 6)) return false;
  return distance(text, isBeginning ? said.slice(0, text.length) : said, 1) <= 1;
}

function readSlot(slot: string, groups: Record<string, string>): Word[] {
  return slot
    .split('|')
    .flatMap((one) => (one.startsWith('$') ? (groups[one.slice(1)]?.split(' ') ?? []) : [one]))
    .map(readWord);
}

function readWord(written: string): Word {
  return { text: wordsOf(written).join(''), isBeginning: written.endsWith('*') };
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      // Who shouts repeats letters.
      .replaceAll(/(\p{L})\1{2,}/gu, '$1')
      .replaceAll(/\u200c|(?<=\p{L})['’ʼ](?=\p{L})/gu, '')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .flatMap((word) => fold(word)[0] ?? [])
  );
}
