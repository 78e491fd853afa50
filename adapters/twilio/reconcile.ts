import type { Twilio } from 'twilio';

import { type CallContext, type InboundEvent, SendError } from '../adapter.ts';
import { openClient } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';
import type { FormParams } from './form.ts';
import { messageEvents } from './normalise.ts';

type TwilioMessage = Awaited<ReturnType<Twilio['messages']['list']>>[number];

const pageSize = 200;

/**
 * Asks Twilio for the messages we were sent since then, oldest first. Twilio calls a webhook once and its fallback
 * once, so a message that met both down is found only this way. They carry the MessageSid of the missed
 * webhook; what only a webhook tells (profile name, location, button) is gone.
 *
 * With a messaging service, messages are known by its SID, else by the number they were sent to.
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 * @throws SendError when Twilio does not answer or refuses the credentials.
 */
export async function reconcile(
  since: Date,
  credentials: TwilioCredentials,
  call: CallContext,
): Promise<InboundEvent[]> {
  const client = await openClient(credentials, call);
  // Twilio's times are whole seconds.
  const from = new Date(Math.floor(since.getTime() / 1000) * 1000);
  const listed = await client.messages.list({
    ...(credentials.from && { to: credentials.from }),
    dateSentAfter: from,
    pageSize,
  });
  const missed = listed
    .filter((message) => isForUs(message, credentials) && sentAt(message) >= from)
    .sort((a, b) => sentAt(a).getTime() - sentAt(b).getTime());
  const events: InboundEvent[] = [];
  for (const message of missed) {
    const params = await webhookParams(client, message);
    events.push(...messageEvents(params, sentAt(message), new Date()));
  }
  return events;
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
