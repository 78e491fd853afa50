import { createReporter } from '../channel-log/report.ts';
import type { AppContext } from '../context.ts';
import { providerCall } from '../provider-call.ts';
import { createIntake, type Intake } from './accept-events.ts';
import { createAliasLearner } from './learn-aliases.ts';
import { learnFromMessage } from './learn-from-message.ts';
import { createChangeRecorder } from './record-changes.ts';
import { createEchoRecorder } from './record-echo.ts';
import { createStatusRecorder } from './record-statuses.ts';
import { createMessageReceiver } from './receive-messages.ts';
import { restoreReplyIds } from './restore-reply-id.ts';

const acknowledgeTimeoutMs = 10_000;

/** Puts intake together: one batcher of each kind per process. */
export function openIntake(context: Omit<AppContext, 'intake'>): Intake {
  const { config, database, channelLog, log } = context;
  return createIntake({
    ...context,
    receiveMessage: restoreReplyIds(database, createMessageReceiver(database)),
    recordStatus: createStatusRecorder(database),
    recordChange: createChangeRecorder(database),
    recordEcho: createEchoRecorder(database),
    learnFrom: (incoming, receipt) =>
      learnFromMessage(database, incoming, receipt).catch((err: unknown) => {
        log.warn({ err, messageId: receipt.messageId }, 'contact not looked after');
      }),
    learnAliases: createAliasLearner(database),
    report: createReporter(database, channelLog),
    acknowledge(channel, token) {
      const call = providerCall(config, channel.kind, {
        timeoutMs: acknowledgeTimeoutMs,
        log,
        channelLog,
        purpose: 'acknowledge',
        channelId: channel.id,
      });
      channel.adapter.acknowledge?.(token, channel.credentials, call).catch((err: unknown) => {
        log.warn({ err, channelId: channel.id }, 'acknowledgement ignored');
      });
    },
  });
}
