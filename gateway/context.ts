import type { Preparation } from './attachments/prepare-file.ts';
import type { ChannelDirectory } from './channel-directory.ts';
import type { ChannelLog } from './channel-log/record.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Files } from './files.ts';
import type { Intake } from './intake/accept-events.ts';
import type { Keyring } from './keyring.ts';
import type { Lines } from './lines/connections.ts';
import type { Log } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Presence } from './presence/presence.ts';
import type { PushService } from './notifications/push-service.ts';
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
  channelLog: ChannelLog;
  files: Files;
  intake: Intake;
  lines: Lines;
  preparation: Preparation;
  pushService: PushService;
  queues: Queues;
  hub: Hub;
  presence: Presence;
};
