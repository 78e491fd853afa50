import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { buildIndex } from '../gateway/faq/match/build-index.ts';
import { match, type Decision } from '../gateway/faq/match/match.ts';
import { readStarter } from '../gateway/faq/starter.ts';
import { startBenchDatabase } from './bench-database.ts';
import type { Row } from './intake.ts';
import { percentile } from './ui/figure.ts';

type TestSet = { entries: Record<string, string[]>; crisis: string[]; person: string[] };

const languages = ['de', 'en', 'ru', 'ar'];
const roundTrips = 2000;

/**
 * What the matcher decides on phrasings that were written apart from its words (`gateway/faq/test-set`): how many answers are
 * right, which crises are seen, and what a decision costs beside one round trip to the database.
 */
export async function benchFaq(): Promise<Row[]> {
  const floor = await roundTripMs();
  const rows: Row[] = [];
  for (const language of languages) rows.push({ ...(await decideAll(language)), ...floor });
  return rows;
}

async function decideAll(language: string): Promise<Row> {
  const set = JSON.parse(
    await readFile(new URL(`../gateway/faq/test-set/${language}.json`, import.meta.url), 'utf8'),
  ) as TestSet;
  const entries = readStarter();
  const index = buildIndex(
    entries.map(({ key, triggers, texts }) => {
      const { question = '', short = '' } = texts.find((one) => one.language === language) ?? {};
      return { id: key, key, triggers, question, short };
    }),
    language,
  );
  const times: number[] = [];
  const decide = (text: string): { decision: Decision; key: string | undefined } => {
    const startedAt = performance.now();
    const { decision, entry } = match(index, text);
    times.push(performance.now() - startedAt);
    return { decision, key: entry === null ? undefined : entries[entry]?.key };
  };
  const decided = Object.entries(set.entries).flatMap(([wanted, phrasings]) =>
    phrasings.map((phrasing) => ({ wanted, ...decide(phrasing) })),
  );
  const answered = decided.filter(({ decision }) => decision === 'answer');
  const right = answered.filter(({ key, wanted }) => key === wanted).length;
  const persons = set.person.map(decide);
  const wrongly = persons.filter(({ decision }) => decision === 'answer').length;
  const crises = set.crisis.map(decide).filter(({ decision }) => decision === 'crisis').length;
  const share = (part: number, whole: number) => Math.round((part / whole) * 1000) / 1000;
  const count = (wanted: Decision) => decided.filter(({ decision }) => decision === wanted).length;
  return {
    language,
    phrasings: decided.length,
    right,
    wrong: answered.length - right,
    offered: count('offer'),
    'to a person': count('person'),
    precision: share(right, answered.length + wrongly),
    'crisis recall': share(crises, set.crisis.length),
    'for a person, not answered': share(persons.length - wrongly, persons.length),
    'match p99 ms': Number(percentile(times, 0.99).toFixed(2)),
  };
}

async function roundTripMs(): Promise<Row> {
  const database = await startBenchDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const times: number[] = [];
  for (let index = 0; index < roundTrips; index += 1) {
    const startedAt = performance.now();
    await client.query({ name: 'one', text: 'select 1' });
    times.push(performance.now() - startedAt);
  }
  await client.end();
  await database.stop();
  return { 'round trip p99 ms': Number(percentile(times, 0.99).toFixed(2)) };
}
