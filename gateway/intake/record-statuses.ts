import type { InboundEvent } from '../../adapters/adapter.ts';
import { isUuid, type ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';
import { newId } from '../ids.ts';

export type ReportedStatusEvent = Extract<InboundEvent, { type: 'status.reported' }>;
export type IncomingStatus = { channel: ConnectedChannel; event: ReportedStatusEvent };

/**
 * Records what providers report about our messages. Statuses only move forward; one that comes before our own send
 * returned is parked. A failure that may pass puts the delivery back into its mailbox: the sweeper finds it when it is
 * due. Resolves to whether it was parked.
 */
export function createStatusRecorder(
  database: Database,
): (incoming: IncomingStatus) => Promise<boolean> {
  return createGroupCommit({ commit: (items) => recordStatuses(database, items) });
}

async function recordStatuses(database: Database, items: IncomingStatus[]): Promise<boolean[]> {
  const values = columns.map(([, read]) => items.map(read));
  const { rows } = await database.servicePool.query<{ item: number; is_parked: boolean }>({
    name: 'record_statuses',
    text: statement,
    values,
  });
  return rows.toSorted((a, b) => a.item - b.item).map((row) => row.is_parked);
}

const columns: [type: string, read: (one: IncomingStatus) => unknown][] = [
  ['uuid', ({ channel }) => channel.organizationId],
  ['uuid', ({ channel }) => channel.id],
  ['bytea', ({ channel, event }) => channel.keys.lookup('external_id', event.externalId)],
  [
    'bytea',
    ({ channel, event }) =>
      channel.keys.seal(channel.id, 'delivery_part.external_id', event.externalId),
  ],
  ['uuid', ({ event }) => (event.deliveryId && isUuid(event.deliveryId) ? event.deliveryId : null)],
  ['uuid', () => newId()],
  ['text', ({ event }) => event.status],
  ['text', ({ event }) => event.failure?.code ?? null],
  [
    'bytea',
    ({ channel, event }) =>
      event.failure ? channel.keys.seal(channel.id, 'delivery.failure', event.failure.text) : null,
  ],
  ['text', ({ event }) => event.failure?.providerCode ?? null],
  ['timestamptz', ({ event }) => event.at.toISOString()],
  ['bigint', ({ event }) => retryOf(event)?.retryAfterMs ?? null],
  ['smallint', ({ event }) => retryOf(event)?.maxRetries ?? null],
];

/** Only what failed is sent again, and only what failed by the provider's word. */
function retryOf({ status, failure }: ReportedStatusEvent) {
  return status === 'failed' ? failure : undefined;
}

const parameters = columns.map(([type], index) => `$${index + 1}::${type}[]`).join(', ');
const statement = `select item, is_parked from record_statuses(${parameters})`;
