import type { Twilio } from 'twilio';

import { type CallContext, type KnownIds, type OutboundMessage, SendError } from '../adapter.ts';
import { openClient } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';
import { twilioAddress } from './urn.ts';

type TwilioMessage = Awaited<ReturnType<Twilio['messages']['list']>>[number];
type Interval = { from: Date; to: Date };

const newestToPerson = 50;
const newestOfSender = 1000;

/**
 * Looks in Twilio's list of messages for one whose send got no answer. What it finds has the recipient, the time and the
 * same words, and belongs to no other message of ours. That it found nothing counts only when nothing unknown went to
 * the person in that time: an account may have texts and numbers blotted out, so that ours could be behind any of them.
 *
 * Sources: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources,
 * https://www.twilio.com/docs/messaging/features/message-redaction
 * @throws SendError when Twilio can't be asked; `no_answer` (uncertain) when its list leaves it open.
 */
export async function findSent(
  message: OutboundMessage,
  sentBetween: Interval,
  credentials: TwilioCredentials,
  call: CallContext & { isKnown: KnownIds },
): Promise<string | null> {
  const client = await openClient(credentials, call);
  const to = twilioAddress(message.to.urn);
  const ours = sender(credentials, message);
  const unknownOf = async (listed: TwilioMessage[]) => {
    const candidates = listed.filter(
      (one) => one.direction !== 'inbound' && isBetween(one.dateCreated, sentBetween),
    );
    const known = await call.isKnown(candidates.map(({ sid }) => sid));
    return candidates
      .filter(({ sid }) => !known.has(sid))
      .sort((a, b) => a.dateCreated.getTime() - b.dateCreated.getTime());
  };
  const toPerson = await unknownOf(
    await client.messages.list({ ...ours, to, limit: newestToPerson }),
  );
  const found = findSame(message, toPerson);
  if (found) {
    return found.sid;
  }
  if (toPerson.length > 0) {
    throw leftOpen();
  }
  const ofSender = await client.messages.list({ ...ours, limit: newestOfSender });
  const blotted = await unknownOf(ofSender.filter((one) => isBlotted(one.to, to)));
  if (blotted.length > 0) {
    throw leftOpen();
  }
  return null;
}

/** A messaging service picks one of several numbers. */
function sender({ from, messagingServiceSid }: TwilioCredentials, { to }: OutboundMessage) {
  const number = (from ?? '').replace(/^whatsapp:/, '');
  if (messagingServiceSid || !number) {
    return {};
  }
  return { from: to.messenger === 'whatsapp' ? `whatsapp:${number}` : number };
}

function findSame(
  message: OutboundMessage,
  candidates: TwilioMessage[],
): TwilioMessage | undefined {
  // Twilio fills a template; what it made of it can't be compared.
  if (message.template) {
    return candidates.length === 1 ? candidates[0] : undefined;
  }
  const hasMedia = message.to.messenger === 'whatsapp' && message.attachments.length > 0;
  return candidates.find(
    ({ body, numMedia }) =>
      comparable(body) === comparable(message.text) && Number(numMedia ?? 0) > 0 === hasMedia,
  );
}

/** The signed end of a file's link is another one each time. */
function comparable(text: string | null): string {
  return (text ?? '').replaceAll(/(?<=\/files\/)\S+/g, '').trim();
}

/** Twilio's times are whole seconds. */
function isBetween(at: Date, { from, to }: Interval): boolean {
  return at.getTime() >= Math.floor(from.getTime() / 1000) * 1000 && at <= to;
}

/** `+4915112XXXX` may be any number that begins so. */
function isBlotted(listed: string, to: string): boolean {
  return /X+$/.test(listed) && to.startsWith(listed.replace(/X+$/, ''));
}

function leftOpen(): SendError {
  return new SendError('no_answer', 'The list of Twilio leaves it open.', {
    retryable: false,
    certain: false,
  });
}
