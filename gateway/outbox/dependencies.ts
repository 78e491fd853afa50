import type { ChannelDirectory } from '../channel-directory.ts';
import type { ChannelLog } from '../channel-log/record.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database.ts';
import type { Files } from '../files.ts';
import type { Keyring } from '../keyring.ts';
import type { Lines } from '../lines/connections.ts';
import type { Log } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Queues } from '../queues.ts';
import type { PaceLimit } from './pace-limits.ts';

export type OutboxDependencies = {
  config: Config & { publicUrl: string };
  database: Database;
  directory: ChannelDirectory;
  channelLog: ChannelLog;
  files: Files;
  keyring: Keyring;
  lines: Lines;
  queues: Queues;
  metrics: Metrics;
  log: Log;
  /** The advisory lock this worker holds while it lives; see `worker-life.ts`. */
  workerKey: string;
  /** How fast may be sent. */
  paceLimits: PaceLimit[];
  /** After so long a call to a provider is given up. */
  sendTimeoutMs: number;
};
