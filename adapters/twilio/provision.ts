import type { Twilio } from 'twilio';

import { type CallContext, type Provisioned, SendError } from '../adapter.ts';
import { openClient } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';

type Todo = NonNullable<Extract<Provisioned, { ok: true }>['todo']>;

/**
 * Checks the credentials and points a phone number's webhook and fallback at us. Statuses need no setting: each
 * message names its own address for them, and a number's StatusCallback is about calls. A WhatsApp sender or a
 * messaging service cannot be set up through this API, so the administrator is told what to paste where.
 *
 * Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#update-an-incomingphonenumber-resource
 */
export async function provision(
  webhookUrl: string,
  credentials: TwilioCredentials,
  call: CallContext,
): Promise<Provisioned> {
  try {
    const client = await openClient(credentials, call);
    const account = await client.api.v2010.accounts(credentials.accountSid).fetch();
    if (account.status !== 'active') {
      return {
        ok: false,
        code: 'account_inactive',
        problem: `The Twilio account is ${account.status}. Activate it in the Twilio console.`,
      };
    }
    const label = credentials.from ?? account.friendlyName ?? null;
    const todo = await connectSender(client, webhookUrl, credentials);
    return { ok: true, label, ...(todo && { todo }) };
  } catch (error) {
    return problemOf(error);
  }
}

async function connectSender(
  client: Twilio,
  webhookUrl: string,
  { from = '', messagingServiceSid }: TwilioCredentials,
): Promise<Todo | null> {
  const fallbackUrl = `${webhookUrl}/fallback`;
  if (messagingServiceSid) {
    return {
      code: 'messaging_service_webhook',
      text: `In the Twilio console open Messaging, Services, this service, Integration. Choose "Send a webhook", set the request URL to ${webhookUrl} and the fallback URL to ${fallbackUrl}, both with HTTP POST.`,
    };
  }
  if (from.startsWith('whatsapp:')) {
    return {
      code: 'whatsapp_sender_webhook',
      text: `In the Twilio console open Messaging, Senders, WhatsApp senders, ${from.slice('whatsapp:'.length)}. Set the webhook URL for incoming messages to ${webhookUrl} and the fallback URL to ${fallbackUrl}, both with HTTP POST.`,
    };
  }
  if (!from.startsWith('+')) {
    return /^\d+$/.test(from)
      ? {
          code: 'short_code_webhook',
          text: `In the Twilio console open Phone Numbers, Short codes, ${from}. Set the webhook for incoming messages to ${webhookUrl} and its fallback to ${fallbackUrl}, both with HTTP POST.`,
        }
      : {
          code: 'one_way_sender',
          text: 'People cannot answer to a sender name. Use a number if they shall.',
        };
  }
  const numbers = await client.incomingPhoneNumbers.list({ phoneNumber: from, limit: 20 });
  const number = numbers.find(({ phoneNumber }) => phoneNumber === from);
  if (!number) {
    return {
      code: 'number_elsewhere',
      text: `The number ${from} is not among the numbers of this account. Where it is managed, set the webhook for incoming messages to ${webhookUrl} and its fallback to ${fallbackUrl}, both with HTTP POST.`,
    };
  }
  await client.incomingPhoneNumbers(number.sid).update({
    smsUrl: webhookUrl,
    smsMethod: 'POST',
    smsFallbackUrl: fallbackUrl,
    smsFallbackMethod: 'POST',
  });
  return number.smsApplicationSid
    ? {
        code: 'twiml_app',
        text: `A TwiML app takes the messages of ${from}. In the Twilio console open the number and choose "Webhook" instead, so that messages reach ${webhookUrl}.`,
      }
    : null;
}

function problemOf(error: unknown): Provisioned {
  if (
    !(error instanceof SendError) ||
    error.code === 'provider_unavailable' ||
    error.code === 'throttled'
  ) {
    return {
      ok: false,
      code: 'unreachable',
      problem: 'Twilio cannot be reached at the moment. Try again in a few minutes.',
    };
  }
  if (error.code === 'credentials_failed') {
    return {
      ok: false,
      code: 'credentials_failed',
      problem:
        'Twilio did not accept the account SID and auth token. Copy both again from the Twilio console, under Account info.',
    };
  }
  const problem = `Twilio refused the webhook: ${error.message}`;
  if (error.code === 'account_restricted') return { ok: false, code: 'account_inactive', problem };
  return { ok: false, code: 'misconfigured', problem };
}
