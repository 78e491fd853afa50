import type { Fixture } from './fixture.ts';

/** Values that break careless readers. */
const hostile: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '0',
  '-1',
  'NaN',
  '1e400',
  '__proto__',
  'a'.repeat(5000),
  '\0',
  '\ud800',
  '\u202e\u200f',
  '👩‍👩‍👧'.repeat(50),
  '%00%ff',
  "'; drop table message; --",
  '../../../etc/passwd',
  'http://169.254.169.254/latest/meta-data',
  0,
  -1,
  1.5,
  2 ** 53,
  -1e308,
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: null, constructor: { prototype: 1 } },
];

/** A repeatable stream of numbers in [0, 1): the same seed gives the same mutations. Source: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the fixtures with a mutated body, in the form its sender has: a form stays a form. */
export function mutatedFixture(fixtures: readonly Fixture[], random: () => number): Fixture {
  const fixture = pick(fixtures, random);
  const { body } = fixture.request;
  if (typeof body === 'string') {
    return { ...fixture, request: { ...fixture.request, body: garble(body, random) } };
  }
  const mutated = mutate(body, random);
  const isForm = Object.values(body as Holder)
    .flat()
    .every((value) => typeof value === 'string');
  return { ...fixture, request: { ...fixture.request, body: isForm ? formOf(mutated) : mutated } };
}

function formOf(mutated: unknown): unknown {
  if (typeof mutated !== 'object' || mutated === null) return JSON.stringify(mutated) ?? '';
  return Object.fromEntries(
    Object.entries(mutated).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value ?? ''),
    ]),
  );
}

/** A copy of a parsed body in which one to three things are other than the sender meant them. */
function mutate(body: unknown, random: () => number): unknown {
  const copy = { body: structuredClone(body) };
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) mutateOnce(copy, random);
  return copy.body;
}

type Holder = Record<string, unknown>;

function valueAt([holder, name]: [Holder, string]): unknown {
  return holder[name] ?? null;
}

function mutateOnce(root: Holder, random: () => number): void {
  const places: [holder: Holder, name: string][] = [];
  collect(root);
  const [holder, name] = pick(places, random);
  const change = Math.floor(random() * 6);
  if (change === 0 && holder !== root) delete holder[name];
  else if (change === 1) holder[name] = [holder[name]];
  else if (change === 2) holder[name] = { value: holder[name] };
  else if (change === 3) holder[name] = structuredClone(valueAt(pick(places, random)));
  else if (change === 4 && typeof holder[name] === 'string')
    holder[name] = garble(holder[name], random);
  else holder[name] = pick(hostile, random);

  function collect(value: unknown, depth = 0): void {
    if (typeof value !== 'object' || value === null || depth > 30) return;
    for (const name of Object.keys(value)) {
      places.push([value as Holder, name]);
      collect((value as Holder)[name], depth + 1);
    }
  }
}

/** Cut, doubled, or with one character turned into another. */
function garble(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  if (random() < 0.3) return text.slice(0, at);
  if (random() < 0.3) return text.slice(0, at) + text;
  return (
    text.slice(0, at) + String.fromCharCode(Math.floor(random() * 0x10000)) + text.slice(at + 1)
  );
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
}
