import type { Twilio } from 'twilio';
import type { CallContext, Health } from '../adapter.ts';
import { openClient } from './client.ts';
import type { TwilioCredentials } from './credentials.ts';

/**
 * Asks whether the account is active and, for a phone number of the account, whether its messages come to us. What a
 * WhatsApp sender or a messaging service calls can't be asked here.
 *
 * Sources: https://www.twilio.com/docs/iam/api/account#account-properties,
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 * @throws SendError `credentials_failed`, or a retryable one when Twilio can't be asked.
 */
export async function checkHealth(
  webhookUrl: string,
  credentials: TwilioCredentials,
  call: CallContext,
): Promise<Health> {
  const client = await openClient(credentials, call);
  const account = await client.api.v2010.accounts(credentials.accountSid).fetch();
  const isActive = account.status === 'active';
  return {
    pendingCount: null,
    lastErrorAt: null,
    lastError: null,
    quality: null,
    problem: isActive
      ? await misdirected(client, webhookUrl, credentials)
      : { code: 'account_inactive', text: `The Twilio account is ${account.status}.` },
  };
}

async function misdirected(
  client: Twilio,
  webhookUrl: string,
  { from = '', messagingServiceSid }: TwilioCredentials,
): Promise<Health['problem']> {
  if (messagingServiceSid || !from.startsWith('+')) return null;
  const numbers = await client.incomingPhoneNumbers.list({ phoneNumber: from, limit: 20 });
  const number = numbers.find(({ phoneNumber }) => phoneNumber === from);
  // It is managed elsewhere, or an app takes its messages: the administrator was told so when it was connected.
  if (!number || number.smsApplicationSid) return null;
  // The fragment may hold connection settings of the administrator.
  if (number.smsUrl?.split('#')[0] === webhookUrl) return null;
  if (!number.smsUrl) {
    return { code: 'webhook_missing', text: `Twilio has no address for messages to ${from}.` };
  }
  const where = URL.canParse(number.smsUrl) ? new URL(number.smsUrl).origin : 'another address';
  return {
    code: 'webhook_elsewhere',
    text: `Twilio delivers the messages to ${from} to ${where}.`,
  };
}
