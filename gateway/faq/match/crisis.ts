import { readLine, readPhrase, type Line } from './crisis-lines.ts';
import { hear, wordsOf } from './crisis-hearing.ts';
import patternsByLanguage from './crisis-patterns.json' with { type: 'json' };
import ar from './crisis-signs-ar.json' with { type: 'json' };
import de from './crisis-signs-de.json' with { type: 'json' };
import en from './crisis-signs-en.json' with { type: 'json' };
import fa from './crisis-signs-fa.json' with { type: 'json' };
import ru from './crisis-signs-ru.json' with { type: 'json' };
import tr from './crisis-signs-tr.json' with { type: 'json' };
import uk from './crisis-signs-uk.json' with { type: 'json' };
import phrasesByLanguage from './crisis-words.json' with { type: 'json' };

/** How many words may stand between two words that are said in order ("ich will einfach nicht mehr weiter leben"). */
const mostBetween = 2;
/** How many other words may stand among those that are said in any order. */
const mostAmong = 6;
/** So near a word that makes it harmless has to stand ("I don't want to live in this flat"). */
const reachOfUnless = 3;

const lines: Line[] = [
  ...Object.values(phrasesByLanguage).flat().map(readPhrase),
  ...Object.values(patternsByLanguage).flatMap(({ groups, patterns }) =>
    patterns.map((line) => readLine(line, groups)),
  ),
  ...[de, en, ru, uk, ar, tr, fa].flatMap(({ groups, ...kinds }) =>
    Object.values(kinds)
      .flat()
      .map((line) => readLine(line, groups)),
  ),
];

/**
 * Whether a message speaks of danger to life: suicide, violence, a child in danger, a medical emergency, arrest or
 * deportation now, no medicine to live on, a threat to others, a night in the frost. All languages are looked for in every
 * message, since people in need write in any. It would rather see one too many: the card does not end the conversation.
 */
export function isCrisis(text: string): boolean {
  const heard = hear(wordsOf(text));
  return lines.some((line) => isSaid(line, heard));
}

function isSaid({ slots, unless, isOrdered }: Line, heard: Map<number, number[]>): boolean {
  if (!slots.every((slot) => slot.some((word) => heard.has(word)))) return false;
  const places = slots.map((slot) => placesOf(slot, heard));
  const harmless = placesOf(unless, heard);
  return isOrdered
    ? follow(places, harmless)
    : isWithin(places, slots.length + mostAmong, harmless);
}

function placesOf(slot: number[], heard: Map<number, number[]>): number[] {
  return slot.flatMap((word) => heard.get(word) ?? []);
}

/** Whether of each list one place can be taken, in order and near each other. */
function follow(places: number[][], harmless: number[], taken: number[] = []): boolean {
  const [next, ...more] = places;
  if (next === undefined) return !isHarmless(taken, harmless);
  const last = taken.at(-1);
  return next.some((place) => {
    if (last !== undefined && (place <= last || place > last + mostBetween + 1)) return false;
    return follow(more, harmless, [...taken, place]);
  });
}

/** Whether of each list one place can be taken, each place once, so that all lie within `span`. */
function isWithin(
  places: number[][],
  span: number,
  harmless: number[],
  taken: number[] = [],
): boolean {
  const [next, ...more] = places;
  if (next === undefined) return !isHarmless(taken, harmless);
  return next.some((place) => {
    const all = [...taken, place];
    if (taken.includes(place) || Math.max(...all) - Math.min(...all) >= span) return false;
    return isWithin(more, span, harmless, all);
  });
}

function isHarmless(taken: number[], harmless: number[]): boolean {
  const from = Math.min(...taken) - reachOfUnless;
  const until = Math.max(...taken) + reachOfUnless;
  return harmless.some((place) => place >= from && place <= until);
}
