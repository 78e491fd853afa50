import { afterAll, beforeAll, expect, it } from 'vitest';
import { asOwner } from './as-owner.ts';
import {
  conversationsOf,
  messageSid,
  postTwilio,
  startMessengers,
  twilioMessage,
  type Messengers,
} from './messengers.ts';

let messengers: Messengers;
beforeAll(async () => {
  messengers = await startMessengers();
});
afterAll(() => messengers?.stop());

it('somebody who was unreachable and writes again can be answered', async () => {
  const { app, channels } = messengers;
  const from = '+4915735984444';
  const write = (seed: string) =>
    postTwilio(
      messengers,
      channels.sms,
      twilioMessage(messengers, { sid: messageSid(seed), from, body: seed }),
    );
  await write('first');
  await asOwner(app.database, (client) =>
    client.query("update contact_address set blocked_at = now() - interval '1 hour'"),
  );
  const [conversation] = await conversationsOf(app, channels.sms);
  const path = `/api/conversations/${conversation?.id}/messages`;
  const refused = await app.api.request('POST', path, { clientMessageId: 'a', text: 'Hallo' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'contact_unreachable' } });
  await write('first');
  expect(
    (await app.api.request('POST', path, { clientMessageId: 'a', text: 'Hallo' })).status,
  ).toBe(409);
  await write('second');
  expect(
    (await app.api.request('POST', path, { clientMessageId: 'a', text: 'Hallo' })).status,
  ).toBe(201);
});
