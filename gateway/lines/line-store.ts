import type { Pool } from 'pg';
import type { Channel } from '../contract/channel.ts';
import type { LineStateName } from '../contract/pairing.ts';

/** A line that this worker has been given. The holder and the generation are the token of its run. */
export type TakenLine = {
  channel_id: string;
  organization_id: string;
  generation: number;
  /** How often it was lost since it last stood for a while. */
  attempt_count: number;
  pairing_number: Buffer | null;
};

/** What is written down about a line, and what it makes of the channel; null leaves the channel as it is. */
export type LineReport = {
  state: LineStateName;
  problemCode?: string;
  reason?: string;
  pairing?: Buffer;
  losses: number;
  delayMs?: number;
  label?: string | null;
  status?: Channel['status'];
  problem?: string | null;
};

export type LineStore = {
  take(kinds: string[], dead: string[], limit: number): Promise<TakenLine[]>;
  /** False when the line is no longer ours. */
  report(line: TakenLine, report: LineReport): Promise<boolean>;
  release(channelId: string): Promise<void>;
  /** Lets go of lines that this worker holds and does not run: an answer of the database got lost. */
  releaseOthers(running: string[]): Promise<void>;
  loadSession(line: TakenLine): Promise<Buffer | null>;
  /** Takes what is sealed already; does nothing when the line is no longer ours. */
  saveSession(line: TakenLine, sealed: Buffer | null): Promise<void>;
  /** Workers other than this one that hold a line. */
  otherHolders(): Promise<string[]>;
};

export function createLineStore(pool: Pool, workerKey: string): LineStore {
  const token = (line: TakenLine) => [line.channel_id, workerKey, line.generation];
  return {
    async take(kinds, dead, limit) {
      const { rows } = await pool.query<TakenLine>(
        'select * from take_lines($1::bigint, $2::text[], $3::bigint[], $4)',
        [workerKey, kinds, dead, limit],
      );
      return rows;
    },
    async report(line, report) {
      const { rows } = await pool.query<{ is_ours: boolean }>(
        'select report_line($1, $2::bigint, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as is_ours',
        [
          ...token(line),
          report.state,
          report.problemCode ?? null,
          report.reason ?? null,
          report.pairing ?? null,
          report.losses,
          report.delayMs ?? 0,
          report.label ?? null,
          report.status ?? null,
          report.problem ?? null,
        ],
      );
      return rows[0]?.is_ours ?? false;
    },
    async release(channelId) {
      await pool.query(
        `with line as (
           update channel_line set holder_key = null, worker_key = null, pairing = null,
             state = case when state in ('pairing', 'connected') then 'starting' else state end,
             since = case when state in ('pairing', 'connected') then clock_timestamp() else since end,
             updated_at = clock_timestamp()
           where channel_id = $1 and holder_key = $2 returning channel_id, organization_id
         ), event as (
           insert into realtime_event (organization_id, type, channel_id)
           select organization_id, 'channel.updated', channel_id from line returning id
         )
         select announce_events(id, id) from event`,
        [channelId, workerKey],
      );
    },
    async releaseOthers(running) {
      await pool.query(
        `update channel_line set holder_key = null, worker_key = null, pairing = null
         where holder_key = $1 and channel_id <> all($2)`,
        [workerKey, running],
      );
    },
    async loadSession({ channel_id }) {
      const { rows } = await pool.query<{ session: Buffer | null }>(
        'select session from channel_line where channel_id = $1',
        [channel_id],
      );
      return rows[0]?.session ?? null;
    },
    async saveSession(line, sealed) {
      await pool.query(
        `update channel_line set session = $4, updated_at = clock_timestamp()
         where channel_id = $1 and holder_key = $2 and generation = $3`,
        [...token(line), sealed],
      );
    },
    async otherHolders() {
      const { rows } = await pool.query<{ holder_key: string }>(
        'select distinct holder_key::text from channel_line where holder_key <> $1',
        [workerKey],
      );
      return rows.map(({ holder_key }) => holder_key);
    },
  };
}
