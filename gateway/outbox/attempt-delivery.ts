import { SendError, type Sent } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { providerCall } from '../provider-call.ts';
import { backoffMs } from './backoff.ts';
import type { Claimed } from './claim.ts';
import { composeMessage, type Composed } from './compose-message.ts';
import type { OutboxDependencies } from './dependencies.ts';
import { createFinisher, type Verdict } from './finish.ts';
import { releaseChannel } from './hold-channel.ts';
import { failed, judge, tryAgain } from './judge.ts';
import { outlastDatabase } from './lost-connection.ts';
import { addAliases, moveAddress } from './mark-contact.ts';
import { createOptOutCheck } from './opt-out.ts';
import { chargeFurtherCalls, keepSpacing } from './pace.ts';
import { createRecovery } from './recovery.ts';
import { requireOpenWindow } from './reply-window.ts';

type Dependencies = OutboxDependencies & { cutOff: AbortSignal };

/** Where an attempt stands: from the first byte of a call until its result is written down nobody may send again. */
type Progress = { isCalling: boolean };

/** One attempt to send a claimed delivery: all calls that are still to be made, and what became of them, written down. */
export function createAttempt(dependencies: Dependencies): (claimed: Claimed) => Promise<void> {
  const { config, database, directory, channelLog, keyring, lines, queues, metrics, log } =
    dependencies;
  const finish = createFinisher(database);
  const requireWanted = createOptOutCheck(database);
  const recover = createRecovery(dependencies);

  return async (claimed) => {
    const startedAt = performance.now();
    const keys = await outlastDatabase(() => keyring.of(claimed.organization_id));
    const progress: Progress = { isCalling: false };
    let channel: ConnectedChannel | undefined;
    let verdict: Verdict;
    try {
      channel = await directory.byId(claimed.channel_id);
      if (channel && channel.status !== 'disabled')
        verdict = await sendCalls(channel, claimed, progress);
      else
        verdict = failed({
          code: 'channel_down',
          text: 'The channel was switched off.',
          providerCode: null,
        });
    } catch (error) {
      verdict =
        channel && error instanceof SendError
          ? await outlastDatabase(() =>
              judge(dependencies, error, channel as ConnectedChannel, claimed),
            )
          : broken(error, claimed, progress);
    }
    await finish({ ...verdict, claimed, keys });
    if (verdict.status === 'queued')
      await queues.wakeMailbox(claimed.conversation_id, verdict.delayMs);
    note(claimed, channel, verdict, performance.now() - startedAt);
    if (channel?.status === 'credentials_failed' && verdict.status === 'accepted') {
      await outlastDatabase(() => releaseChannel(dependencies, channel as ConnectedChannel));
    }
    await recover(claimed.channel_id, verdict);
  };

  /** Makes the calls in order and writes each result down before the next; the verdict is that of the last. */
  async function sendCalls(
    channel: ConnectedChannel,
    claimed: Claimed,
    progress: Progress,
  ): Promise<Verdict> {
    const composed = await composeMessage(
      { ...dependencies, publicUrl: config.publicUrl },
      channel,
      claimed,
    );
    if (!composed.template) await requireOpenWindow(database, channel, claimed);
    const callCount = composed.parts.length;
    const open = [...composed.parts.keys()].filter((index) => !claimed.done_calls.includes(index));
    let verdict: Verdict = { status: 'accepted', callCount };
    if (open.length > 1) {
      await finish({ status: 'sending', callCount, claimed, keys: channel.keys });
      await chargeFurtherCalls(database, claimed, open.length - 1);
    }
    for (const callIndex of open) {
      if (verdict.sent) {
        await finish({ ...verdict, status: 'sending', claimed, keys: channel.keys });
        progress.isCalling = false;
        await keepSpacing(channel.adapter.spacing, dependencies.cutOff);
      }
      await requireWanted(claimed.contact_address_id);
      progress.isCalling = true;
      const sent = await sendCall(channel, claimed, composed, callIndex);
      if (sent.aliases) {
        await addAliases(database, channel, claimed, sent.aliases).catch((err: unknown) =>
          log.warn({ err, deliveryId: claimed.delivery_id }, 'aliases not kept'),
        );
      }
      verdict = { status: 'accepted', callCount, sent: { callIndex, parts: sent.parts } };
    }
    return verdict;
  }

  /** An address that the provider moved is followed once. */
  async function sendCall(
    channel: ConnectedChannel,
    claimed: Claimed,
    composed: Composed,
    callIndex: number,
  ) {
    try {
      return await callProvider(channel, claimed, composed, callIndex);
    } catch (error) {
      if (!(error instanceof SendError) || error.newUrn === null) throw error;
      const move = { from: composed.to.urn, to: error.newUrn };
      if (!(await moveAddress(database, channel, claimed, move))) throw error;
      log.info({ conversationId: claimed.conversation_id }, 'address moved by the provider');
      composed.to = { ...composed.to, urn: error.newUrn };
      return callProvider(channel, claimed, composed, callIndex);
    }
  }

  async function callProvider(
    channel: ConnectedChannel,
    claimed: Claimed,
    composed: Composed,
    callIndex: number,
  ): Promise<Sent> {
    const part = composed.parts[callIndex];
    if (!part) throw new Error(`Delivery ${claimed.delivery_id} has no part ${callIndex}`);
    const stop = metrics.sendSeconds.startTimer({ channel: channel.kind });
    const { sendTimeoutMs: timeoutMs, cutOff: signal } = dependencies;
    try {
      return await channel.adapter.send(
        {
          deliveryId: claimed.delivery_id,
          partIndex: callIndex,
          to: composed.to,
          text: part.text,
          attachments: part.attachments,
          replyToExternalId: callIndex === 0 ? composed.replyToExternalId : null,
          ...(part.quickReplies && { quickReplies: part.quickReplies }),
          ...(composed.template && { template: composed.template }),
          statusUrl: `${config.publicUrl}/webhooks/${channel.kind}/${channel.id}/status/${claimed.delivery_id}`,
        },
        channel.credentials,
        providerCall(config, channel.kind, {
          timeoutMs,
          signal,
          log,
          channelLog,
          channelId: channel.id,
          purpose: 'send',
          subjects: [claimed.message_id, claimed.delivery_id],
          connection: lines.connectionOf(channel.id),
        }),
      );
    } finally {
      stop();
    }
  }

  /** A bug or a failure of ours: before the first byte of a call nothing has left; after it nobody knows. */
  function broken(error: unknown, claimed: Claimed, { isCalling }: Progress): Verdict {
    log.error({ err: error, deliveryId: claimed.delivery_id, isCalling }, 'delivery broke');
    if (isCalling)
      return { status: 'unknown', failure: { code: 'no_answer', text: '', providerCode: null } };
    const text = 'Lotse could not prepare this message.';
    const failure = { code: 'internal_error', text, providerCode: null };
    return tryAgain(claimed, failure, backoffMs(claimed.attempt_count, null));
  }

  function note(
    claimed: Claimed,
    channel: ConnectedChannel | undefined,
    verdict: Verdict,
    elapsedMs: number,
  ): void {
    const { status: outcome, failure } = verdict;
    metrics.deliveries.inc({ channel: channel?.kind ?? 'none', outcome });
    const {
      delivery_id: deliveryId,
      conversation_id: conversationId,
      attempt_count: attempt,
    } = claimed;
    log.info(
      {
        deliveryId,
        conversationId,
        attempt,
        outcome,
        code: failure?.code,
        elapsedMs: Math.round(elapsedMs),
      },
      'delivery attempted',
    );
  }
}
