/**
 * The known word that was meant: within one typing error for four to seven letters and two beyond (a letter too many, too
 * few, another one, or two exchanged). Where no stemmer knows the language, also one that shares its beginning, since
 * endings change most.
 */
export function nearestWord(
  word: string,
  byLength: Map<number, string[]>,
  hasStemmer: boolean,
): string | undefined {
  if (word.startsWith('@')) return undefined;
  const most = errorsIn(word);
  let best: string | undefined;
  let bestErrors = most + 1;
  for (let length = word.length - most; length <= word.length + most; length += 1) {
    for (const known of byLength.get(length) ?? []) {
      if (Math.min(errorsIn(known), most) === 0 || known[0] !== word[0]) continue;
      const errors = distance(word, known, bestErrors - 1);
      if (errors < bestErrors) [best, bestErrors] = [known, errors];
    }
  }
  if (best !== undefined || hasStemmer || word.length < 5) return best;
  return withSameBeginning(word, byLength);
}

/** Three letters of its root make an Arabic word: one of them exchanged is another word. */
const arabic = /\p{Script=Arabic}/u;

function errorsIn(word: string): number {
  if (word.startsWith('@') || word.length < (arabic.test(word) ? 6 : 5)) return 0;
  return word.length < 8 ? 1 : 2;
}

function withSameBeginning(word: string, byLength: Map<number, string[]>): string | undefined {
  let best: string | undefined;
  let bestShared = 0;
  for (const [length, words] of byLength) {
    if (Math.abs(length - word.length) > 3) continue;
    for (const known of words) {
      const shared = sharedBeginning(word, known);
      if (shared >= Math.max(4, Math.min(word.length, known.length) - 2) && shared > bestShared) {
        [best, bestShared] = [known, shared];
      }
    }
  }
  return best;
}

function sharedBeginning(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  return index;
}

/** Errors between two words (optimal string alignment: exchanged neighbours are one), given up beyond `most`. */
export function distance(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? Infinity) + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? most + 1;
}
