import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Attachment, Message } from '../contract/message.ts';
import { fakeGraphCredentials, graphErrorBody, inboundMessage } from './fake-graph-payloads.ts';
import {
  findMessage,
  messageSid,
  postTelegram,
  postTwilio,
  startMessengers,
  twilioMessage,
  type Messengers,
} from './messengers.ts';
import { png } from './sample-files.ts';
import { waitFor } from './wait-for.ts';

const { phoneNumberId } = fakeGraphCredentials;
const tooMuch = 26 * 1024 * 1024;

describe('files that are hard to get', () => {
  let all: Messengers;
  /** Somewhere inside that no file may be fetched from. */
  let inside: Server;
  let knocks = 0;

  beforeAll(async () => {
    all = await startMessengers();
    inside = createServer((_request, response) => {
      knocks += 1;
      response.end(png);
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    inside?.close();
    await all?.stop();
  });

  let nextId = 0;
  async function telegramPhoto(
    fileId: string,
    more: Record<string, unknown> = {},
  ): Promise<Message> {
    const messageId = ++nextId;
    const user = { id: 701, is_bot: false, first_name: 'A' };
    const document = { file_id: fileId, file_unique_id: fileId, ...more };
    const message = {
      message_id: messageId,
      date: 1_760_000_000,
      chat: { id: 701, type: 'private' },
      from: user,
      document,
    };
    expect((await postTelegram(all, { update_id: messageId, message })).status).toBe(200);
    return found(all.channels.telegram, `701:${messageId}`);
  }
  async function twilioImage(url: string): Promise<Message> {
    const sid = messageSid(`media${++nextId}`, 'MM');
    const params = twilioMessage(all, {
      sid,
      from: 'whatsapp:+4915112345701',
      body: '',
      NumMedia: '1',
      MediaUrl0: url,
      MediaContentType0: 'image/png',
    });
    expect((await postTwilio(all, all.channels.twilioWhatsapp, params)).status).toBe(200);
    return found(all.channels.twilioWhatsapp, sid);
  }
  async function whatsappImage(mediaId: string): Promise<Message> {
    const id = `wamid.media${++nextId}`;
    const payload = inboundMessage(phoneNumberId, {
      id,
      type: 'image',
      image: { id: mediaId, mime_type: 'image/png' },
    });
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
    return found(all.channels.whatsapp, id);
  }
  async function found(channel: Channel, externalId: string): Promise<Message> {
    const message = await findMessage(all.app, channel, externalId);
    expect(message?.attachments, 'the message is shown at once').toHaveLength(1);
    return message as Message;
  }
  const settled = (message: Message) =>
    waitFor(
      'the file to be fetched or given up',
      async () => {
        const { attachments } = await all.app.api.ok<Message>('GET', `/api/messages/${message.id}`);
        return attachments[0]?.state !== 'pending' && attachments[0];
      },
      20_000,
    ) as Promise<Attachment>;

  it('TGI25 are asked for again when the provider fails, and arrive', async () => {
    all.telegram.files.set('flaky', { path: 'documents/flaky', bytes: png });
    all.telegram.failNext({ method: 'getFile', status: 503 });
    all.telegram.failNext({ method: 'download', status: 503 });
    const flakyUrl = all.twilio.addMedia({ bytes: png, type: 'image/png' });
    all.twilio.failNext({ status: 503, times: 2 });
    all.graph.files.set('9100', { mimeType: 'image/png', bytes: png });
    all.graph.failNext({
      endpoint: 'media-info',
      status: 503,
      body: graphErrorBody(131016, 'Unavailable'),
    });
    all.graph.failNext({ endpoint: 'download', status: 503, body: 'busy' });
    const messages = [
      await telegramPhoto('flaky'),
      await twilioImage(flakyUrl),
      await whatsappImage('9100'),
    ];
    for (const message of messages) {
      expect(await settled(message)).toMatchObject({
        state: 'ready',
        mimeType: 'image/png',
        sizeBytes: png.length,
      });
    }
    const tried = all.telegram.requests.filter(
      ({ method, fields }) => method === 'getFile' && fields['file_id'] === 'flaky',
    );
    expect(tried).toHaveLength(3);
  });

  it('X16 are unavailable when the provider no longer has them', async () => {
    all.telegram.files.set('lost', { path: 'documents/lost', bytes: png });
    all.telegram.failNext({ method: 'download', status: 404 });
    const messages = [
      await telegramPhoto('lost'),
      await twilioImage(
        `${all.twilio.url}/2010-04-01/Accounts/${all.twilio.accountSid}/Messages/MM1/Media/MEgone`,
      ),
      await whatsappImage('9404'),
    ];
    for (const message of messages)
      expect(await settled(message)).toMatchObject({ state: 'unavailable', url: null });
  });

  it("X16 TGI25 are too large above our limit or the provider's", async () => {
    all.graph.files.set('9200', { mimeType: 'image/png', bytes: png, fileSize: tooMuch });
    const messages = [
      await telegramPhoto('huge', { file_size: tooMuch }),
      await twilioImage(all.twilio.addMedia({ bytes: Buffer.alloc(tooMuch), type: 'image/png' })),
      await whatsappImage('9200'),
    ];
    expect(messages[0]?.attachments, 'known from the message itself').toMatchObject([
      { state: 'too_large' },
    ]);
    for (const message of messages)
      expect(await settled(message)).toMatchObject({ state: 'too_large', url: null });
  });

  it('X16 are not followed to an address inside', async () => {
    const redirectTo = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/secret`;
    expect((await fetch(redirectTo)).status, 'there is something to be reached').toBe(200);
    const before = knocks;
    const message = await twilioImage(
      all.twilio.addMedia({ bytes: png, type: 'image/png', redirectTo }),
    );
    expect(await settled(message)).toMatchObject({ state: 'unavailable' });
    expect(await settled(await twilioImage(redirectTo))).toMatchObject({ state: 'unavailable' });
    expect(
      await settled(await twilioImage('http://169.254.169.254/latest/meta-data')),
    ).toMatchObject({ state: 'unavailable' });
    expect(knocks).toBe(before);
  });

  it('are found by the sweeper when the wake-up was lost', async () => {
    all.telegram.files.set('unheard', { path: 'documents/unheard', bytes: png });
    const message = await telegramPhoto('unheard');
    expect(await settled(message)).toMatchObject({ state: 'ready' });
    // As if no job had ever come for it.
    await all.app.context.database.servicePool.query(
      "update attachment set state = 'pending', next_attempt_at = now() - interval '1 minute' where message_id = $1",
      [message.id],
    );
    const asked = all.telegram.requests.length;
    expect(await settled(message)).toMatchObject({ state: 'ready' });
    expect(all.telegram.requests.length).toBeGreaterThan(asked);
  });
});
