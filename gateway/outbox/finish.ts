import type { Sent } from '../../adapters/adapter.ts';
import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';
import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';

export type Failure = { code: string; text: string; providerCode: string | null };

/** What became of one call: `sending` when more calls of the delivery follow. */
export type Outcome = {
  deliveryId: string;
  channelId: string;
  keys: OrganizationKeys;
  status: 'sending' | 'accepted' | 'queued' | 'failed' | 'unknown';
  nextAttemptAt?: Date;
  failure?: Failure;
  sent?: { callIndex: number; parts: Sent['parts'] };
};

/** Writes outcomes down; those that come at the same time share a statement. */
export function createFinisher(database: Database): (outcome: Outcome) => Promise<void> {
  return createGroupCommit({
    maxItems: 100,
    async commit(outcomes) {
      const parts = outcomes.flatMap((outcome) =>
        (outcome.sent?.parts ?? []).map((part, itemIndex) => ({ outcome, part, itemIndex })),
      );
      await database.servicePool.query({
        name: 'finish_deliveries',
        text: statement,
        values: [
          outcomes.map((one) => one.deliveryId),
          outcomes.map((one) => one.status),
          outcomes.map((one) => one.nextAttemptAt?.toISOString() ?? null),
          outcomes.map((one) => one.failure?.code ?? null),
          outcomes.map((one) =>
            one.failure ? one.keys.seal(one.channelId, 'delivery.failure', one.failure.text) : null,
          ),
          outcomes.map((one) => one.failure?.providerCode ?? null),
          parts.map(({ outcome }) => outcome.deliveryId),
          parts.map(() => newId()),
          parts.map(({ outcome }) => outcome.sent?.callIndex ?? 0),
          parts.map(({ itemIndex }) => itemIndex),
          parts.map(() => 'accepted'),
          parts.map(({ outcome, part }) => outcome.keys.lookup('external_id', part.externalId)),
          parts.map(({ outcome, part }) =>
            outcome.keys.seal(outcome.channelId, 'delivery_part.external_id', part.externalId),
          ),
        ],
      });
      return outcomes.map(() => undefined);
    },
  });
}

const statement = `select finish_deliveries($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::bytea[], $6::text[],
  $7::uuid[], $8::uuid[], $9::smallint[], $10::smallint[], $11::text[], $12::bytea[], $13::bytea[])`;
