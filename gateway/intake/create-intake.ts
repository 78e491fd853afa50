import type { AppContext } from '../context.ts';
import { providerCall } from '../provider-call.ts';
import { createIntake, type Intake } from './accept-events.ts';
import { createChangeRecorder } from './record-changes.ts';
import { createStatusRecorder } from './record-statuses.ts';
import { createMessageReceiver } from './receive-messages.ts';

const acknowledgeTimeoutMs = 10_000;

/** Puts intake together: one batcher of each kind per process. */
export function openIntake(context: Omit<AppContext, 'intake'>): Intake {
  const { config, database, log } = context;
  return createIntake({
    ...context,
    receiveMessage: createMessageReceiver(database),
    recordStatus: createStatusRecorder(database),
    recordChange: createChangeRecorder(database),
    acknowledge(channel, token) {
      const call = providerCall(config, channel.kind, {
        timeoutMs: acknowledgeTimeoutMs,
        log,
        channelId: channel.id,
      });
      channel.adapter.acknowledge?.(token, channel.credentials, call).catch((err: unknown) => {
        log.warn({ err, channelId: channel.id }, 'acknowledgement ignored');
      });
    },
  });
}
