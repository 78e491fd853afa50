import { readFile } from 'node:fs/promises';
import { buildIndex } from '../gateway/faq/match/build-index.ts';
import { match, type Decision } from '../gateway/faq/match/match.ts';
import { readStarter } from '../gateway/faq/starter.ts';

type TestSet = { entries: Record<string, string[]>; crisis: string[]; person: string[] };
/** `wanted` is the key of an answer, or "crisis" or "person". */
export type Decided = {
  text: string;
  wanted: string;
  decision: Decision;
  /** Of the answer that would be sent. */
  key: string | null;
  /** Keys of what would be offered. */
  candidates: string[];
  elapsedMs: number;
};

/** What each may be used for stands in `gateway/faq/test-set/README.md`. */
export const sets = { first: '', second: '-2', third: '-3', fourth: '-4' } as const;
export type SetName = keyof typeof sets;

/** What each phrasing of a set gets; null where there is no such set for the language. */
export async function decideSet(language: string, set: SetName): Promise<Decided[] | null> {
  const read = await readSet(`${language}${sets[set]}`);
  if (!read) return null;
  const entries = readStarter();
  const index = buildIndex(
    entries.map(({ key, triggers, texts }) => {
      const { question = '', short = '' } = texts.find((one) => one.language === language) ?? {};
      return { id: key, key, triggers, question, short };
    }),
    language,
  );
  const phrasings = Object.entries({ ...read.entries, crisis: read.crisis, person: read.person });
  return phrasings.flatMap(([wanted, texts]) =>
    texts.map((text) => {
      const startedAt = performance.now();
      const { decision, entry, candidates: found } = match(index, text);
      const elapsedMs = performance.now() - startedAt;
      const key = entries[entry ?? -1]?.key ?? null;
      const candidates = found.flatMap((one) => entries[one.entry]?.key ?? []);
      return { text, wanted, decision, key, candidates, elapsedMs };
    }),
  );
}

/** Wanted × given of the answers that are wrong, the most frequent first. */
export function confusions(decided: Decided[]): Record<string, string | number>[] {
  const wrong = decided.filter(({ wanted, decision, key }) =>
    decision === 'answer' ? key !== wanted : isCrisisElsewhere(wanted, decision),
  );
  const pairs = Map.groupBy(wrong, ({ wanted, key, decision }) => `${wanted} ${key ?? decision}`);
  return [...pairs.values()]
    .map(([first, ...more]) => ({
      wanted: first?.wanted ?? '',
      given: first?.key ?? first?.decision ?? '',
      times: more.length + 1,
    }))
    .sort((a, b) => b.times - a.times);
}

/** A card that nobody needed. Who asks about mental health is served by it. */
export function isCrisisElsewhere(wanted: string, decision: Decision): boolean {
  return decision === 'crisis' && wanted !== 'crisis' && wanted !== 'mental-crisis';
}

async function readSet(name: string): Promise<TestSet | null> {
  const url = new URL(`../gateway/faq/test-set/${name}.json`, import.meta.url);
  const text = await readFile(url, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as TestSet);
}
