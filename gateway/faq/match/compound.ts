const leastPart = 4;
/** What German puts between the parts of a compound. */
const joints = ['', 's', 'n', 'en', 'es', 'er', 'e'];

/**
 * The known words of which a German word is made: "mietkuendigung" is "miet" and "kuendig". Where only one end is known it
 * has to be long. Empty when there is none.
 */
export function partsOf(
  word: string,
  stem: (word: string) => string,
  isKnown: (word: string) => boolean,
): string[] {
  let single: string[] = [];
  for (let at = word.length - leastPart; at >= leastPart; at -= 1) {
    const head = headOf(word.slice(0, at), stem, isKnown);
    const tail = [word.slice(at), stem(word.slice(at))].find(isKnown);
    if (head !== undefined && tail !== undefined) return [head, tail];
    const known = [head, tail].find((part) => part !== undefined && part.length >= leastAlone);
    if (known !== undefined && single.length === 0) single = [known];
  }
  return single;
}

const leastAlone = 6;

function headOf(
  head: string,
  stem: (word: string) => string,
  isKnown: (word: string) => boolean,
): string | undefined {
  for (const joint of joints) {
    if (!head.endsWith(joint) || head.length - joint.length < leastPart) continue;
    const bare = head.slice(0, head.length - joint.length);
    const known = [bare, stem(bare)].find(isKnown);
    if (known !== undefined) return known;
  }
  return undefined;
}
