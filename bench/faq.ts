import pg from 'pg';
import { startBenchDatabase } from './bench-database.ts';
import {
  confusions,
  decideSet,
  isCrisisElsewhere,
  sets,
  type Decided,
  type SetName,
} from './faq-sets.ts';
import type { Row } from './intake.ts';
import { percentile } from './ui/figure.ts';

const languages = ['de', 'en', 'ru', 'ar', 'uk', 'tr', 'fa'];
const roundTrips = 2000;

/**
 * What the matcher decides on phrasings that were written apart from its words (`gateway/faq/test-set`): how many answers are
 * right, which crises are seen, and what a decision costs beside one round trip to the database. Prints what is confused.
 */
export async function benchFaq(): Promise<Row[]> {
  const floor = await roundTripMs();
  const rows: Row[] = [];
  for (const set of Object.keys(sets) as SetName[]) {
    for (const language of languages) {
      const decided = await decideSet(language, set);
      if (!decided) continue;
      rows.push({ language, set, ...figuresOf(decided), ...floor });
      console.log(`\n${language}, ${set} set: what is wrong`);
      console.table(confusions(decided));
    }
  }
  return rows;
}

function figuresOf(decided: Decided[]): Row {
  const crises = decided.filter(({ wanted }) => wanted === 'crisis');
  const persons = decided.filter(({ wanted }) => wanted === 'person');
  const asked = decided.filter(({ wanted }) => wanted !== 'crisis' && wanted !== 'person');
  const answered = decided.filter(({ decision }) => decision === 'answer');
  const right = answered.filter(({ key, wanted }) => key === wanted).length;
  const count = (of: Decided[], given: string) =>
    of.filter(({ decision }) => decision === given).length;
  return {
    phrasings: asked.length,
    right,
    wrong: count(asked, 'answer') - right,
    offered: count(asked, 'offer'),
    'right one among them': asked.filter(
      ({ decision, candidates, wanted }) => decision === 'offer' && candidates.includes(wanted),
    ).length,
    'to a person': count(asked, 'person'),
    precision: share(right, answered.length),
    'crisis recall': share(count(crises, 'crisis'), crises.length),
    'false crises': decided.filter((one) => isCrisisElsewhere(one.wanted, one.decision)).length,
    'for a person, not answered': share(persons.length - count(persons, 'answer'), persons.length),
    'match p99 ms': Number(
      percentile(
        decided.map(({ elapsedMs }) => elapsedMs),
        0.99,
      ).toFixed(2),
    ),
  };
}

/** Rounded down: 0.9999 is not all of them. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : Math.floor((part / whole) * 1000) / 1000;
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
