import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import type { Log } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { codeOf, keptHeadersOf, pathOf } from './redact.ts';
import { createRowWriter } from './write-rows.ts';

/** What is known of one exchange; redacted here, so that callers may hand over what they have. */
export type LoggedExchange = {
  channelId: string;
  /** The channel's kind, for the counters. */
  kind: string;
  direction: 'inbound' | 'outbound';
  purpose: string;
  method?: string;
  path?: string;
  status?: number | null;
  elapsedMs?: number;
  providerCode?: string | null;
  /** Why it was refused, or why events were left alone. */
  reasons?: readonly string[];
  eventCount?: number;
  isFailed: boolean;
  headers?: Readonly<Record<string, unknown>> | undefined;
  /** Messages and deliveries it was about. */
  subjects?: readonly string[];
  /** Sealed under `channel_exchange.detail` and the channel's id. */
  detail?: Buffer;
};

export type ChannelLog = {
  /** Notes an exchange. Costs the caller nothing and never fails; what can't be kept is counted. */
  record(exchange: LoggedExchange): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Writes what waits and takes no more. */
  close(): Promise<void>;
};

/** Whoever floods a channel with refused requests fills no more than this of its log. */
const maxRefusedPerMinute = 60;

/** The channel log of this process. Rows are written in batches behind the work they tell of. */
export function createChannelLog(
  { servicePool }: Pick<Database, 'servicePool'>,
  { metrics, log }: { metrics: Metrics; log: Log },
): ChannelLog {
  const rows = createRowWriter<Row>({
    write: async (batch) => {
      await servicePool.query({
        name: 'record_exchanges',
        text: statement,
        values: columns.map(([, read]) => batch.map(read)),
      });
    },
    onDropped(count) {
      metrics.exchangesDropped.inc(count);
      log.warn({ count }, 'channel log: rows dropped');
    },
  });
  const refused = new Map<string, { minute: number; count: number }>();

  function isFlood({ channelId, direction, isFailed }: LoggedExchange, atMs: number): boolean {
    if (direction === 'outbound' || !isFailed) return false;
    const minute = Math.floor(atMs / 60_000);
    const known = refused.get(channelId);
    const count = known?.minute === minute ? known.count + 1 : 1;
    refused.set(channelId, { minute, count });
    return count > maxRefusedPerMinute;
  }

  return {
    record(exchange) {
      const { kind: channel, direction, isFailed } = exchange;
      metrics.exchanges.inc({ channel, direction, outcome: isFailed ? 'failed' : 'ok' });
      const now = Date.now();
      if (isFlood(exchange, now)) metrics.exchangesDropped.inc();
      else rows.add({ ...exchange, id: newId(now), at: new Date(now - (exchange.elapsedMs ?? 0)) });
    },
    flush: rows.flush,
    close: rows.close,
  };
}

type Row = LoggedExchange & { id: string; at: Date };

/** In the order of the function's parameters: SQL type, and where the value comes from. */
const columns: [type: string, read: (row: Row) => unknown][] = [
  ['uuid', (row) => row.id],
  ['uuid', (row) => row.channelId],
  ['timestamptz', (row) => row.at.toISOString()],
  ['text', (row) => row.direction],
  ['text', (row) => row.purpose],
  ['text', (row) => row.method ?? null],
  ['text', (row) => (row.path === undefined ? null : pathOf(row.path))],
  ['smallint', (row) => row.status ?? null],
  ['integer', (row) => (row.elapsedMs === undefined ? null : Math.round(row.elapsedMs))],
  ['text', (row) => (row.providerCode ? codeOf(row.providerCode) : null)],
  ['text', ({ reasons = [] }) => arrayOf([...new Set(reasons)].slice(0, 5).map(codeOf))],
  ['smallint', (row) => row.eventCount ?? null],
  ['boolean', (row) => row.isFailed],
  ['text', (row) => (row.headers ? JSON.stringify(keptHeadersOf(row.headers)) : null)],
  ['text', ({ subjects = [] }) => arrayOf(subjects)],
  ['bytea', (row) => row.detail ?? null],
];

/** An array inside an array, as PostgreSQL writes it; ids and codes need no quotes. */
function arrayOf(values: readonly string[]): string {
  return `{${values.join(',')}}`;
}

const parameters = columns.map(([type], index) => `$${index + 1}::${type}[]`).join(', ');
const statement = `select record_exchanges(${parameters})`;
