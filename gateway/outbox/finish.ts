import type { Sent } from '../../adapters/adapter.ts';
import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Claimed } from './claim.ts';
import { outlastDatabase } from './lost-connection.ts';
import { untilUnlocked } from './until-unlocked.ts';

export type Failure = { code: string; text: string; providerCode: string | null };

/** What became of a claimed delivery: `sending` when more calls of it follow. */
export type Verdict = {
  status: 'sending' | 'accepted' | 'queued' | 'failed' | 'unknown';
  /** With `queued`: when to try again. */
  delayMs?: number;
  /** How many calls the delivery takes, once it is known. */
  callCount?: number;
  failure?: Failure;
  sent?: { callIndex: number; parts: Sent['parts'] };
};
export type Outcome = Verdict & { claimed: Claimed; keys: OrganizationKeys };

/**
 * Writes outcomes down; those that come at the same time share a statement. While the database is away it waits for it:
 * what the provider said must not be forgotten.
 */
export function createFinisher(database: Database): (outcome: Outcome) => Promise<void> {
  const finish = createGroupCommit<Outcome, 'written' | 'locked'>({
    maxItems: 100,
    async commit(outcomes) {
      const parts = outcomes.flatMap((outcome) =>
        (outcome.sent?.parts ?? []).map((part, itemIndex) => ({ outcome, part, itemIndex })),
      );
      const values = [
        ...outcomeColumns.map(([, read]) => outcomes.map(read)),
        ...partColumns.map(([, read]) => parts.map(read)),
      ];
      const { rows } = await outlastDatabase(() =>
        database.servicePool.query<{ held: string[] }>({
          name: 'finish_deliveries',
          text: statement,
          values,
        }),
      );
      const held = new Set(rows[0]?.held);
      return outcomes.map(({ claimed }) => (held.has(claimed.delivery_id) ? 'locked' : 'written'));
    },
  });
  return async (outcome) => void (await untilUnlocked(() => finish(outcome)));
}

/** In the order of the function's parameters: SQL type, and where the value comes from. */
const outcomeColumns: [type: string, read: (outcome: Outcome) => unknown][] = [
  ['uuid', ({ claimed }) => claimed.delivery_id],
  ['integer', ({ claimed }) => claimed.attempt_count],
  ['text', ({ status }) => status],
  ['bigint', ({ delayMs }) => delayMs ?? null],
  ['smallint', ({ callCount }) => callCount ?? null],
  ['text', ({ failure }) => failure?.code ?? null],
  [
    'bytea',
    ({ failure, keys, claimed }) =>
      failure && keys.seal(claimed.channel_id, 'delivery.failure', failure.text),
  ],
  ['text', ({ failure }) => failure?.providerCode ?? null],
];

type SentPart = { outcome: Outcome; part: Sent['parts'][number]; itemIndex: number };

const partColumns: [type: string, read: (part: SentPart) => unknown][] = [
  ['uuid', ({ outcome }) => outcome.claimed.delivery_id],
  ['uuid', () => newId()],
  ['smallint', ({ outcome }) => outcome.sent?.callIndex ?? 0],
  ['smallint', ({ itemIndex }) => itemIndex],
  ['text', () => 'accepted'],
  ['bytea', ({ outcome, part }) => outcome.keys.lookup('external_id', part.externalId)],
  [
    'bytea',
    ({ outcome: { keys, claimed }, part }) =>
      keys.seal(claimed.channel_id, 'delivery_part.external_id', part.externalId),
  ],
];

const parameters = [...outcomeColumns, ...partColumns]
  .map(([type], index) => `$${index + 1}::${type}[]`)
  .join(', ');
const statement = `select finish_deliveries(${parameters}) as held`;
