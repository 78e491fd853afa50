import { fold } from '../../search/fold.ts';

type Known = { text: string; isBeginning: boolean; ids: number[] };

const numbers = new Map<string, number>();
const whole = new Map<string, number[]>();
const beginnings = new Map<string, number[]>();
/** Long enough to bear a typing error, by their first letter. */
const tolerant = new Map<string, Known[]>();

/** Three letters of its root make an Arabic word: one of them exchanged is another word. */
const arabic = /\p{Script=Arabic}/u;

/** The number of a word of the signs ("abschieb*" is whatever begins so), the same for the same word. */
export function wordIdOf(written: string): number {
  const isBeginning = written.endsWith('*');
  const forms = [...new Set(partsOf(written).flatMap((part) => fold(part)))];
  // "Ich seh", "ich hab": spoken German leaves the last letter away.
  const spoken = forms.filter((form) => !isBeginning && /^[a-z]{3,}e$/.test(form));
  const key = `${forms[0] ?? ''}${isBeginning ? '*' : ''}`;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const id = numbers.size;
  numbers.set(key, id);
  for (const text of forms) learn(text, isBeginning, id, true);
  for (const text of spoken) learn(text.slice(0, -1), false, id, false);
  return id;
}

function learn(text: string, isBeginning: boolean, id: number, bearsErrors: boolean): void {
  const words = isBeginning ? beginnings : whole;
  const ids = words.get(text);
  if (ids) {
    ids.push(id);
    return;
  }
  const own = [id];
  words.set(text, own);
  if (!bearsErrors || text.length < (arabic.test(text) ? 10 : 6)) return;
  const first = text.slice(0, 1);
  const alike = tolerant.get(first) ?? [];
  alike.push({ text, isBeginning, ids: own });
  tolerant.set(first, alike);
}

/** At which places each known word is said. */
export function hear(said: string[][]): Map<number, number[]> {
  const heard = new Map<number, number[]>();
  for (const [place, forms] of said.entries()) {
    for (const id of new Set(forms.flatMap(knownAs))) {
      const places = heard.get(id);
      if (places) places.push(place);
      else heard.set(id, [place]);
    }
  }
  return heard;
}

function knownAs(form: string): number[] {
  const found = [...(whole.get(form) ?? [])];
  for (let length = 1; length <= form.length; length += 1) {
    const ids = beginnings.get(form.slice(0, length));
    if (ids) found.push(...ids);
  }
  if (form.length < 5) return found;
  for (const { text, isBeginning, ids } of tolerant.get(form.slice(0, 1)) ?? []) {
    if (form.length < text.length - 1 || (!isBeginning && form.length > text.length + 1)) continue;
    const compared = isBeginning ? form.slice(0, text.length) : form;
    if (isOneErrorApart(text, compared)) found.push(...ids);
  }
  return found;
}

/** A letter too many, too few, another one, or two exchanged. `distance` would cost too much here. */
function isOneErrorApart(a: string, b: string): boolean {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let [endOfA, endOfB] = [a.length, b.length];
  while (endOfA > from && endOfB > from && a[endOfA - 1] === b[endOfB - 1]) {
    endOfA -= 1;
    endOfB -= 1;
  }
  if (endOfA - from <= 1 && endOfB - from <= 1) return true;
  return (
    endOfA - from === 2 && endOfB - from === 2 && a[from] === b[from + 1] && a[from + 1] === b[from]
  );
}

/** The words of a text, each in all forms under which it may be known. */
export function wordsOf(text: string): string[][] {
  return partsOf(text)
    .map((word) => fold(word).flatMap(withoutParticles))
    .filter(({ length }) => length > 0);
}

function partsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      // Who shouts repeats letters.
      .replaceAll(/(\p{L})\1{2,}/gu, '$1')
      .replaceAll(/\u200c|(?<=\p{L})['’ʼ](?=\p{L})/gu, '')
      // Farsi keeps these beginnings of verbs apart, or not.
      .replaceAll(/(?<!\p{L})(ن?م[یي]) (?=\p{L})/gu, '$1')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
  );
}

/** Arabic writes "and" together with the next word, and spoken Arabic the particles of its verbs. */
function withoutParticles(form: string): string[] {
  if (/^[وفبعهل]?[عهب]?ال\p{Script=Arabic}{3}/u.test(form)) {
    return [form, form.replace(/^[^ا]*ال/u, ''), form.slice(1)];
  }
  if (!/^[وفبهحكسعل]\p{Script=Arabic}{2}/u.test(form)) return [form];
  const bare = /^[وف]/u.test(form) || /^(?:[بهحكس][اينت]|[بعل]\p{L}{3})/u.test(form);
  return bare ? [form, form.slice(1)] : [form];
}
