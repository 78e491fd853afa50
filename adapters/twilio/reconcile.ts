import type { Twilio } from 'twilio';

import { type Adapter, type InboundEvent, SendError } from '../adapter.ts';
import { openClient } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';
import type { FormParams } from './form.ts';
import { messageEvents } from './normalise.ts';
import { statusEvents } from './status.ts';

type TwilioMessage = Awaited<ReturnType<Twilio['messages']['list']>>[number];
type Call = Parameters<NonNullable<Adapter['reconcile']>>[2];

/** Twilio's largest page, and how many of them are read at most in one go. */
const pageSize = 1000;
const maxPages = 10;

/**
 * Asks Twilio for the messages we were sent since then, oldest first, and how those of ours ended that are still open.
 * Twilio calls a webhook once and its fallback once, so a message that met both down is found only this way. They
 * carry the MessageSid of the missed webhook; what only a webhook tells (profile name, location, button) is gone.
 *
 * With a messaging service, messages are known by its SID, else by the number they were sent to or from.
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 * @throws SendError when Twilio does not answer or refuses the credentials.
 */
export async function reconcile(
  since: Date,
  credentials: TwilioCredentials,
  call: Call,
): Promise<InboundEvent[]> {
  const client = await openClient(credentials, call);
  // Twilio's times are whole seconds.
  const from = new Date(Math.floor(since.getTime() / 1000) * 1000);
  const toUs = credentials.from ? { to: credentials.from } : {};
  const fromUs = credentials.from ? { from: credentials.from } : {};
  const received = await list(client, { ...toUs, dateSentAfter: from });
  const sent = call.openSince
    ? await list(client, { ...fromUs, dateSentAfter: call.openSince })
    : [];
  return [
    ...(await missedMessages(client, received, { from, credentials, call })),
    ...(await missedStatuses(sent, call)),
    ...[received, sent].filter(isCut).map(cutShort),
  ];
}

function list(
  client: Twilio,
  filter: { to?: string; from?: string; dateSentAfter: Date },
): Promise<TwilioMessage[]> {
  return client.messages.list({ ...filter, pageSize, limit: pageSize * maxPages });
}

async function missedMessages(
  client: Twilio,
  listed: TwilioMessage[],
  { from, credentials, call }: { from: Date; credentials: TwilioCredentials; call: Call },
): Promise<InboundEvent[]> {
  const ours = listed.filter((message) => isForUs(message, credentials) && sentAt(message) >= from);
  const known = await call.isKnown(ours.map(({ sid }) => sid));
  const missed = ours
    .filter(({ sid }) => !known.has(sid))
    .sort((a, b) => sentAt(a).getTime() - sentAt(b).getTime());
  const events: InboundEvent[] = [];
  for (const message of missed) {
    const params = await webhookParams(client, message);
    events.push(...messageEvents(params, sentAt(message), new Date()));
  }
  return events;
}

async function missedStatuses(listed: TwilioMessage[], call: Call): Promise<InboundEvent[]> {
  const sent = listed.filter(({ direction }) => direction !== 'inbound');
  const open = await call.isOpen(sent.map(({ sid }) => sid));
  return sent
    .filter(({ sid }) => open.has(sid))
    .flatMap((message) => {
      const { sid: externalId, status, errorCode, errorMessage, to } = message;
      const at = message.dateUpdated ?? sentAt(message);
      return statusEvents(
        { externalId, status, deliveryId: undefined, at },
        {
          MessageSid: externalId,
          MessageStatus: status,
          To: to,
          ...(errorCode && { ErrorCode: String(errorCode) }),
          ...(errorMessage && { ErrorMessage: errorMessage }),
        },
      );
    });
}

function isCut(listed: TwilioMessage[]): boolean {
  return listed.length >= pageSize * maxPages;
}

/** The newest come first, so that the oldest are missing. */
function cutShort(listed: TwilioMessage[]): InboundEvent {
  const oldest = listed.at(-1);
  return {
    type: 'channel.reported',
    providerCode: 'list_cut_short',
    reason: `Twilio's list has more than ${listed.length} messages. Those before ${oldest ? sentAt(oldest).toISOString() : 'them'} were not looked at.`,
    at: new Date(),
    raw: {},
  };
}

function isForUs(message: TwilioMessage, credentials: TwilioCredentials): boolean {
  return (
    message.direction === 'inbound' &&
    (!credentials.messagingServiceSid ||
      message.messagingServiceSid === credentials.messagingServiceSid)
  );
}

function sentAt(message: TwilioMessage): Date {
  return message.dateSent ?? message.dateCreated;
}

async function webhookParams(client: Twilio, message: TwilioMessage): Promise<FormParams> {
  const params: FormParams = {
    MessageSid: message.sid,
    From: message.from,
    To: message.to,
    Body: message.body ?? '',
    NumMedia: message.numMedia ?? '0',
  };
  if (Number(params['NumMedia']) > 0) {
    Object.assign(params, await mediaParams(client, message.sid));
  }
  return params;
}

async function mediaParams(client: Twilio, messageSid: string): Promise<FormParams> {
  try {
    const files = await client.messages(messageSid).media.list();
    return Object.fromEntries(
      files.flatMap(({ uri, contentType }, index) => [
        [`MediaUrl${index}`, `https://api.twilio.com${uri.replace(/\.json$/, '')}`],
        [`MediaContentType${index}`, contentType],
      ]),
    );
  } catch (error) {
    // The files were deleted at Twilio; that there were some is still worth showing.
    if (error instanceof SendError && error.providerCode === '20404') {
      return {};
    }
    throw error;
  }
}
