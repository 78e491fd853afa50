import { createHmac, randomBytes } from 'node:crypto';

export type SignedRequest = { body: string; headers: Record<string, string> };

/**
 * Twilio's webhook form, signed. Every request is a new message; `senders` people take turns.
 * All servers of a run get the same requests, so the client's own cost is the same for each.
 */
export function createSignedSms(
  url: () => string,
  authToken: string,
  { senders, accountSid }: { senders: number; accountSid: string },
): () => SignedRequest {
  const run = randomBytes(6).toString('hex');
  let count = 0;
  return () => {
    count += 1;
    const fields: Record<string, string> = {
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      Body: `Guten Tag, ich habe eine Frage zu meinem Aufenthaltstitel (${count}). Wann kann ich kommen?`,
      From: `+4915${String(100_000_000 + (count % senders))}`,
      FromCountry: 'DE',
      MessageSid: `SM${run}${count.toString(16).padStart(20, '0')}`,
      NumMedia: '0',
      NumSegments: '1',
      SmsStatus: 'received',
      To: '+4930231250000',
    };
    const text = Object.keys(fields)
      .toSorted()
      .map((key) => key + fields[key])
      .join('');
    const signature = createHmac('sha1', authToken)
      .update(url() + text)
      .digest('base64');
    return {
      body: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
    };
  };
}
