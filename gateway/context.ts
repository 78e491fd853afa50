import type { ChannelDirectory } from './channel-directory.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Files } from './files.ts';
import type { Intake } from './intake/accept-events.ts';
import type { Keyring } from './keyring.ts';
import type { Log } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Queues } from './queues.ts';
import type { Hub } from './realtime/hub.ts';

/** What a running process has at hand; made once in `main.ts`, or per test. */
export type AppContext = {
  config: Config;
  log: Log;
  metrics: Metrics;
  database: Database;
  keyring: Keyring;
  directory: ChannelDirectory;
  files: Files;
  intake: Intake;
  queues: Queues;
  hub: Hub;
};
