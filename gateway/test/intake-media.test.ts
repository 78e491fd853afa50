import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { adapters } from '../../adapters/index.ts';
import type { Channel } from '../contract/channel.ts';
import type { Attachment, Message } from '../contract/message.ts';
import { createAttachmentFetcher } from '../intake/fetch-attachment.ts';
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
import { pdf, png, svg } from './sample-files.ts';
import { addOrganization } from './tenants.ts';
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

  const get = (path: string | null | undefined, cookie = all.app.api.cookie) =>
    fetch(all.app.url + path, { headers: { cookie } });
  const bytesAt = async (path: string | null | undefined) =>
    Buffer.from(await (await get(path)).arrayBuffer());

  it('TGI25 are asked for again when the provider fails three times, and arrive', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024, 'x');
    all.telegram.files.set('flaky', { path: 'documents/flaky', bytes: large });
    all.telegram.failNext({ method: 'getFile', status: 503 });
    all.telegram.failNext({ method: 'download', status: 503 });
    all.telegram.failNext({ method: 'download', status: 503 });
    const flakyUrl = all.twilio.addMedia({ bytes: png, type: 'image/png' });
    all.twilio.failNext({ status: 503, times: 3 });
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
    const [first, ...others] = await Promise.all(messages.map(settled));
    expect(first).toMatchObject({ state: 'ready', sizeBytes: large.length });
    expect((await bytesAt(first?.url)).equals(large)).toBe(true);
    for (const other of others) {
      expect(other).toMatchObject({
        state: 'ready',
        mimeType: 'image/png',
        sizeBytes: png.length,
      });
    }
    const tried = all.telegram.requests.filter(
      ({ method, fields }) => method === 'getFile' && fields['file_id'] === 'flaky',
    );
    expect(tried).toHaveLength(4);
  });

  it('WAI09 come again by their id when the address has expired, and when they arrive damaged', async () => {
    const sha256 = createHash('sha256').update(png).digest('hex');
    all.graph.files.set('9110', { mimeType: 'image/png', bytes: Buffer.from('broken'), sha256 });
    all.graph.failNext({ endpoint: 'download', status: 404, body: 'Not found' });
    const message = await whatsappImage('9110');
    const asked = (endpoint: string) =>
      all.graph.requests.filter((one) => one.endpoint === endpoint && one.path.includes('9110'));
    await waitFor('the damaged file', () => asked('download').length >= 2);
    expect(asked('media-info').length, 'one id, two addresses').toBeGreaterThanOrEqual(2);
    all.graph.files.set('9110', { mimeType: 'image/png', bytes: png, sha256 });
    expect(await settled(message)).toMatchObject({ state: 'ready', sizeBytes: png.length });
  });

  it('WWI06 whose adapter throws or never answers are tried again, the state is kept', async () => {
    all.telegram.files.set('odd', { path: 'documents/odd', bytes: png });
    const fetchMedia = vi
      .spyOn(adapters['telegram'] as NonNullable<(typeof adapters)[string]>, 'fetchMedia')
      .mockRejectedValueOnce(new Error('Evaluation failed: Protocol error'));
    const message = await telegramPhoto('odd');
    await waitFor('the failed try', () => fetchMedia.mock.results.length === 1);
    const [attachment] = message.attachments;
    expect(attachment).toMatchObject({ state: 'pending', url: null });
    fetchMedia.mockReturnValueOnce(new Promise(() => undefined));
    const due = `update attachment set next_attempt_at = now() where id = $1`;
    const impatient = createAttachmentFetcher(all.app.context, { timeoutMs: 50 });
    await waitFor('the second try, which never ends by itself', async () => {
      await all.app.context.database.servicePool.query(due, [attachment?.id]);
      await impatient(attachment?.id ?? '');
      return fetchMedia.mock.results.length >= 2;
    });
    expect(await settled(message)).toMatchObject({ state: 'ready', sizeBytes: png.length });
    fetchMedia.mockRestore();
  });

  it('TGI05 pictures get a preview that tells no place, and their shape is known', async () => {
    const bytes = await sharp({
      create: { width: 1800, height: 900, channels: 3, background: '#345' },
    })
      .withExif({ IFD0: { Artist: 'Kanarienvogel' }, IFD3: { GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 8 })
      .jpeg()
      .toBuffer();
    all.telegram.files.set('photo', { path: 'photos/a.jpg', bytes });
    const file = await settled(await telegramPhoto('photo'));
    expect(file).toMatchObject({
      state: 'ready',
      width: 900,
      height: 1800,
      previewUrl: `${file.url}?variant=preview`,
    });
    expect((await bytesAt(file.url)).equals(bytes), 'the original stays as it came').toBe(true);
    const answer = await get(file.previewUrl);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^inline; filename\*=UTF-8''a\.webp$/,
    );
    const preview = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(preview).metadata()).toMatchObject({ width: 600, height: 1200 });
    expect(preview.includes('Kanarienvogel')).toBe(false);
    const { api: apiOfB } = await addOrganization(all.app);
    expect((await get(file.previewUrl, apiOfB.cookie)).status).toBe(404);
    expect((await get(file.previewUrl, '')).status).toBe(401);
    for (const variant of ['playable', 'thumb', '../x'])
      expect((await get(`${file.url}?variant=${variant}`)).status).toBe(404);
  });

  it.each([
    ['a drawing that runs scripts', svg, 'image/svg+xml', 'application/octet-stream'],
    [
      'a page behind the first bytes of a GIF',
      Buffer.from('GIF89a/*<script>alert(1)</script>*/=1;'),
      'image/gif',
      'image/gif',
    ],
    [
      'a page behind the first bytes of a JPEG',
      Buffer.from('\xff\xd8\xff\xe0<html><script>alert(1)</script></html>', 'latin1'),
      'image/jpeg',
      'image/jpeg',
    ],
    [
      'a PDF that is a page as well',
      Buffer.concat([pdf, Buffer.from('<script>alert(1)</script>')]),
      'application/pdf',
      'application/pdf',
    ],
    [
      'a page that calls itself a picture',
      Buffer.from('<!doctype html><script>alert(1)</script>'),
      'text/html',
      'application/octet-stream',
    ],
  ])('X17 are never shown in place: %s', async (_what, bytes, mimeType, servedAs) => {
    const ref = `x17-${mimeType}`;
    all.telegram.files.set(ref, { path: `photos/${nextId}.jpg`, bytes, contentType: 'image/jpeg' });
    const file = await settled(await telegramPhoto(ref, { mime_type: 'image/jpeg' }));
    expect(file).toMatchObject({ state: 'ready', mimeType, previewUrl: null });
    const answer = await get(file.url);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(answer.headers.get('content-type')).toBe(servedAs);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it('X17 a real picture with a page behind its end stays a picture, and its preview is nothing else', async () => {
    const picture = await sharp({
      create: { width: 40, height: 30, channels: 3, background: '#345' },
    })
      .jpeg()
      .toBuffer();
    const bytes = Buffer.concat([picture, Buffer.from('<html><script>alert(1)</script></html>')]);
    all.telegram.files.set('polyglot', { path: 'photos/polyglot.html', bytes });
    const file = await settled(await telegramPhoto('polyglot', { mime_type: 'text/html' }));
    expect(file).toMatchObject({ mimeType: 'image/jpeg', width: 40, height: 30 });
    expect((await bytesAt(file.previewUrl)).includes('<script>')).toBe(false);
    const { headers } = await get(file.url);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['null.pdf', 'null.pdf'],
    ['شهادة الميلاد.pdf', 'شهادة الميلاد.pdf'],
    ['Rechnung\u202Efdp.exe', 'Rechnungfdp.exe'],
  ])('TGI08 WAI09 keep their name: %j', async (fileName, shown) => {
    all.telegram.files.set(fileName, { path: 'documents/file_1.pdf', bytes: pdf });
    const telegram = await telegramPhoto(fileName, { file_name: fileName });
    all.graph.files.set('9300', { mimeType: 'application/pdf', bytes: pdf });
    const id = `wamid.named${++nextId}`;
    const document = { id: '9300', mime_type: 'application/pdf', filename: fileName };
    const payload = inboundMessage(phoneNumberId, { id, type: 'document', document });
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
    for (const message of [telegram, await found(all.channels.whatsapp, id)]) {
      const file = await settled(message);
      expect(file).toMatchObject({ state: 'ready', fileName: shown, mimeType: 'application/pdf' });
      const disposition = (await get(file.url)).headers.get('content-disposition') ?? '';
      expect(decodeURIComponent(disposition)).toBe(`attachment; filename*=UTF-8''${shown}`);
    }
  });

  it('TGI08 without a name are not called null: what is stored is named by its type', async () => {
    all.graph.files.set('9301', { mimeType: 'application/pdf', bytes: pdf });
    const id = `wamid.nameless${++nextId}`;
    const document = { id: '9301', mime_type: 'application/pdf' };
    const payload = inboundMessage(phoneNumberId, { id, type: 'document', document });
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
    const file = await settled(await found(all.channels.whatsapp, id));
    expect(file).toMatchObject({ state: 'ready', fileName: null });
    expect((await get(file.url)).headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''document.pdf",
    );
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
      expect(await settled(message)).toMatchObject({
        state: 'too_large',
        sizeBytes: tooMuch,
        url: null,
      });
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
    for (const location of [redirectTo, 'http://169.254.169.254/latest/meta-data']) {
      all.graph.files.set('9400', { mimeType: 'image/png', bytes: png });
      all.graph.failNext({ endpoint: 'download', status: 302, body: '', headers: { location } });
      expect(await settled(await whatsappImage('9400'))).toMatchObject({ state: 'unavailable' });
    }
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
