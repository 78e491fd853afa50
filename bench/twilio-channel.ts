import { signIn } from './sign-in.ts';

const accountSid = `AC${'b'.repeat(32)}`;
const authToken = 'bench-auth-token';

export type BenchChannel = { webhookUrl: string; authToken: string; accountSid: string };

/** Signs in and connects an SMS channel; the provider is out of reach, which a benchmark of intake doesn't mind. */
export async function prepareTwilioChannel(
  url: string,
  admin: { email: string; password: string },
): Promise<BenchChannel> {
  const json = { 'content-type': 'application/json' };
  const cookie = await signIn(url, admin);
  const response = await fetch(`${url}/api/channels`, {
    method: 'POST',
    headers: { ...json, cookie },
    body: JSON.stringify({
      kind: 'twilio',
      name: 'Bench',
      credentials: { accountSid, authToken, from: '+4930231250000' },
    }),
  });
  if (response.status !== 201)
    throw new Error(`The channel was not created: ${await response.text()}`);
  const channel = (await response.json()) as { webhookUrl: string };
  return { webhookUrl: channel.webhookUrl, authToken, accountSid };
}
