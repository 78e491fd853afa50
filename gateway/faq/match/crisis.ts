import { fold } from '../../search/fold.ts';
import { distance } from './nearest.ts';
import phrasesByLanguage from './crisis-words.json' with { type: 'json' };

type Phrase = { words: string[]; isBeginning: boolean[] };

/** How many words may stand between two words of a phrase ("ich will einfach nicht mehr weiter leben"). */
const mostBetween = 2;

const phrases: Phrase[] = Object.values(phrasesByLanguage)
  .flat()
  .map((phrase) => {
    const parts = phrase.split(/\s+/);
    return {
      words: parts.map((part) => wordsOf(part).join('')),
      isBeginning: parts.map((part) => part.endsWith('*')),
    };
  });

/**
 * Whether a message speaks of danger to life: suicide, violence, a child in danger, arrest or deportation now, no medicine
 * to live on. All languages are looked for in every message, since people in need write in any. It would rather see one
 * too many: the card does not end the conversation.
 */
export function isCrisis(text: string): boolean {
  const said = wordsOf(text);
  return phrases.some((phrase) => isSaid(phrase, said));
}

function isSaid({ words, isBeginning }: Phrase, said: string[]): boolean {
  const [first] = words;
  if (first === undefined) return false;
  return said.some((_, start) => {
    let at = start;
    return words.every((word, index) => {
      const until = index === 0 ? start : Math.min(said.length - 1, at + mostBetween + 1);
      for (let place = index === 0 ? start : at + 1; place <= until; place += 1) {
        if (!isSame(word, said[place] ?? '', isBeginning[index] ?? false)) continue;
        at = place;
        return true;
      }
      return false;
    });
  });
}

/** Three letters of its root make an Arabic word: one of them exchanged is another word. */
const arabic = /\p{Script=Arabic}/u;

function isSame(word: string, said: string, isBeginning: boolean): boolean {
  if (said === word || (isBeginning && said.startsWith(word))) return true;
  const isLong = word.length >= (arabic.test(word) ? 8 : 5);
  return isLong && distance(word, isBeginning ? said.slice(0, word.length) : said, 1) <= 1;
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .replaceAll('\u200c', '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((word) => fold(word)[0] ?? []);
}
