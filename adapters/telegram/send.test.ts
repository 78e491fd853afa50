import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  SendError,
  type Exchange,
  type MediaKind,
  type OutboundAttachment,
  type OutboundMessage,
} from '../adapter.ts';
import {
  fakeBotToken,
  startFakeTelegram,
  type FakeTelegram,
} from '../../gateway/test/fake-telegram.ts';
import { telegram } from './index.ts';

let fake: FakeTelegram;
let exchanges: Exchange[];
let abort: AbortController;
const credentials = { botToken: fakeBotToken, webhookSecret: 'secret' };

beforeEach(async () => {
  fake = await startFakeTelegram();
  exchanges = [];
  abort = new AbortController();
});
afterEach(() => fake.close());

describe('what is sent', () => {
  it('TGO01 a text goes out and answers with chat and message id', async () => {
    const { parts } = await send({ text: 'Guten Tag' });
    expect(parts).toEqual([{ externalId: expect.stringMatching(/^5551234567:\d+$/) }]);
    expect(lastRequest()).toMatchObject({
      method: 'sendMessage',
      fields: {
        chat_id: 5551234567,
        text: 'Guten Tag',
        link_preview_options: { is_disabled: true },
      },
    });
  });

  it('TGO03 characters of markup arrive literally, without parse_mode', async () => {
    await send({ text: '*fett* _k_ [a](b) <b>&amp; \\ 👍' });
    expect(lastRequest().fields).toMatchObject({ text: '*fett* _k_ [a](b) <b>&amp; \\ 👍' });
    expect(lastRequest().fields).not.toHaveProperty('parse_mode');
  });

  it('TGO04 one image carries the text as its caption and arrives byte by byte', async () => {
    const attachment = file('image', 'image/jpeg', 'Bescheid "März".jpg');
    const { parts } = await send({ text: 'Seite 1', attachments: [attachment] });
    expect(parts).toHaveLength(1);
    const { method, fields, files } = lastRequest();
    expect(method).toBe('sendPhoto');
    expect(fields['caption']).toBe('Seite 1');
    expect(files['photo']?.bytes.equals(attachment.bytes)).toBe(true);
    expect(files['photo']?.fileName).toBe('Bescheid _März_.jpg');
  });

  it.each<[MediaKind, string, string]>([
    ['video', 'video/mp4', 'sendVideo'],
    ['audio', 'audio/mpeg', 'sendAudio'],
    ['voice', 'audio/ogg; codecs=opus', 'sendVoice'],
    ['document', 'application/pdf', 'sendDocument'],
    ['animation', 'image/gif', 'sendAnimation'],
    ['image', 'image/gif', 'sendAnimation'],
    ['video_note', 'video/mp4', 'sendVideoNote'],
    ['sticker', 'image/webp', 'sendSticker'],
    ['image', 'image/heic', 'sendDocument'],
    ['video', 'video/x-msvideo', 'sendDocument'],
    ['voice', 'audio/amr', 'sendDocument'],
  ])('TGO04 a %s of type %s goes by %s', async (kind, mimeType, method) => {
    await send({ attachments: [file(kind, mimeType)] });
    expect(lastRequest().method).toBe(method);
  });

  it('TGO04 an image of more than 10 MB goes as a document', async () => {
    const attachment = { ...file('image', 'image/png'), sizeBytes: 10 * 1024 * 1024 + 1 };
    await send({ attachments: [attachment] });
    expect(lastRequest().method).toBe('sendDocument');
  });

  it('TGO05 several photos and videos are one album in their order', async () => {
    const attachments = [file('image', 'image/jpeg', 'a.jpg'), file('video', 'video/mp4', 'b.mp4')];
    const { parts } = await send({ text: 'Zwei', attachments });
    expect(parts).toHaveLength(2);
    const { method, fields, files } = lastRequest();
    expect(method).toBe('sendMediaGroup');
    const media = fields['media'] as { type: string; media: string; caption?: string }[];
    expect(media.map(({ type }) => type)).toEqual(['photo', 'video']);
    expect(media.map(({ caption }) => caption)).toEqual(['Zwei', undefined]);
    const names = media.map((item) => files[item.media.replace('attach://', '')]?.fileName);
    expect(names).toEqual(['a.jpg', 'b.mp4']);
  });

  it('TGO05 a mix that no album takes goes as documents, still with one call', async () => {
    const attachments = [file('image', 'image/jpeg'), file('document', 'application/pdf')];
    expect((await send({ attachments })).parts).toHaveLength(2);
    expect(fake.requests).toHaveLength(1);
    expect(lastRequest().fields['media']).toMatchObject([
      { type: 'document' },
      { type: 'document' },
    ]);
  });

  it('TGO06 quick replies without ids become a keyboard for one use', async () => {
    const quickReplies = ['Ja', 'Nein'].map((title) => ({ id: title, title }));
    await send({ text: 'Stimmt das?', quickReplies });
    expect(lastRequest().fields['reply_markup']).toEqual({
      keyboard: [[{ text: 'Ja' }], [{ text: 'Nein' }]],
      one_time_keyboard: true,
      resize_keyboard: true,
    });
  });

  it('TGO06 quick replies with ids become buttons that carry them', async () => {
    await send({ text: 'Worum geht es?', quickReplies: [{ id: 'topic:work', title: 'Arbeit' }] });
    expect(lastRequest().fields['reply_markup']).toEqual({
      inline_keyboard: [[{ text: 'Arbeit', callback_data: 'topic:work' }]],
    });
  });

  it('TGO06 quick replies go with a file, too, but not with an album', async () => {
    const quickReplies = [{ id: 'ok', title: 'Verstanden' }];
    await send({ attachments: [file('image', 'image/png')], quickReplies });
    expect(lastRequest().fields['reply_markup']).toHaveProperty('inline_keyboard');
    const attachments = [file('image', 'image/png'), file('image', 'image/png')];
    const error = await failure({ attachments, quickReplies });
    expect(error).toMatchObject({ code: 'content_rejected', retryable: false });
    expect(fake.requests).toHaveLength(1);
  });

  it('TGO07 an address that Telegram does not open fails the message for good', async () => {
    const quickReplies = [{ id: 'x', title: 'Hier', url: 'http://localhost/' }];
    const error = await failure({ text: 'Mehr dazu', quickReplies });
    expect(error).toMatchObject({ code: 'content_rejected', retryable: false });
  });

  it('TGO08 an id longer than 64 bytes becomes a short stable key', async () => {
    const quickReplies = [{ id: 'ü'.repeat(33), title: 'Lang' }];
    await send({ text: 'a', quickReplies });
    await send({ text: 'b', quickReplies });
    const keys = fake.requests.map(({ fields }) => JSON.stringify(fields['reply_markup']));
    expect(keys[0]).toMatch(/"callback_data":"#[\w-]{43}"/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('TGO09 a reply names the message and goes out even if that is gone', async () => {
    const replyToExternalId = '5551234567:480';
    await send({ text: 'Genau', replyToExternalId });
    await send({ attachments: [file('image', 'image/png')], replyToExternalId });
    const attachments = [file('image', 'image/png'), file('image', 'image/png')];
    await send({ attachments, replyToExternalId });
    expect(fake.requests).toHaveLength(3);
    for (const { fields } of fake.requests) {
      expect(fields['reply_parameters']).toEqual({
        message_id: 480,
        allow_sending_without_reply: true,
      });
    }
  });

  it.each(['cb:4382', '99:480', ''])(
    'TGO09 a reply to %j is sent without reference',
    async (id) => {
      await send({ text: 'Genau', replyToExternalId: id });
      expect(lastRequest().fields).not.toHaveProperty('reply_parameters');
    },
  );

  it.each([{ text: null }, { text: '' }])('nothing to send is refused: %j', async (part) => {
    expect(await failure(part)).toMatchObject({ code: 'content_rejected', retryable: false });
    expect(fake.requests).toHaveLength(0);
  });

  it('a template is refused, because Telegram has none', async () => {
    const template = { name: 'hello', language: 'de', params: { body: [] } };
    expect(await failure({ template })).toMatchObject({ code: 'template_rejected' });
  });
});

describe('what Telegram answers', () => {
  it('TGO10 a 429 names the time to wait', async () => {
    const parameters = { retry_after: 7 };
    fake.failNext({
      status: 429,
      body: refusal(429, 'Too Many Requests: retry after 7', parameters),
    });
    expect(await failure({ text: 'a' })).toMatchObject({
      code: 'throttled',
      retryable: true,
      certain: true,
      retryAfterMs: 7000,
      providerCode: '429',
    });
  });

  it('TGO11 a 502 with an HTML body is worth another try', async () => {
    fake.failNext({ status: 502, body: '<html>Bad Gateway</html>' });
    expect(await failure({ text: 'a' })).toMatchObject(tryAgain);
  });

  it('TGO11 an HTML page of a proxy is worth another try', async () => {
    fake.failNext({ status: 200, body: '<!doctype html><p>Please log in</p>' });
    expect(await failure({ text: 'a' })).toMatchObject(tryAgain);
  });

  it('TGO11 a refused connection is worth another try', async () => {
    const apiRoot = fake.url;
    await fake.close();
    expect(await failure({ text: 'a' }, apiRoot)).toMatchObject(tryAgain);
    fake = await startFakeTelegram();
  });

  it('TGO11 a host that does not exist is worth another try', async () => {
    expect(await failure({ text: 'a' }, 'http://nowhere.invalid')).toMatchObject(tryAgain);
  });

  it('TGO11 an answer that never came may mean that it was sent', async () => {
    fake.failNext({ hang: true });
    const outcome = failure({ text: 'a' });
    await expect.poll(() => fake.requests.length).toBe(1);
    abort.abort();
    expect(await outcome).toMatchObject(uncertain);
  });

  it('TGO11 an upload that is cut off may have been sent', async () => {
    fake.failNext({ hang: true });
    const outcome = failure({ attachments: [file('image', 'image/jpeg')] });
    await expect.poll(() => fake.requests.length).toBe(1);
    abort.abort();
    expect(await outcome).toMatchObject(uncertain);
  });

  it('TGO11 a connection lost before the answer may mean that it was sent', async () => {
    fake.failNext({ destroy: true });
    expect(await failure({ text: 'a' })).toMatchObject(uncertain);
  });

  it('TGO11 a confirmation without a message id may mean that it was sent', async () => {
    fake.failNext({ status: 200, body: { ok: true, result: {} } });
    expect(await failure({ text: 'a' })).toMatchObject(uncertain);
  });

  it('an abort before the call sends nothing', async () => {
    abort.abort();
    expect(await failure({ text: 'a' })).toMatchObject(tryAgain);
    expect(fake.requests).toHaveLength(0);
  });

  it.each([
    ['TGO12', 403, 'Forbidden: bot was blocked by the user', 'contact_stopped'],
    ['TGO12', 403, 'Forbidden: user is deactivated', 'contact_stopped'],
    ['TGO13', 403, "Forbidden: bot can't initiate conversation with a user", 'contact_unreachable'],
    ['TGO13', 403, 'Forbidden: bot was kicked from the group chat', 'contact_unreachable'],
    ['TGO15', 400, 'Bad Request: chat not found', 'contact_unreachable'],
    ['TGO15', 400, 'Bad Request: message is too long', 'content_rejected'],
    ['TGO15', 400, "Bad Request: can't parse entities", 'content_rejected'],
    ['TGO15', 400, 'Bad Request: message caption is too long', 'content_rejected'],
    ['TGO15', 400, 'Bad Request: message to be replied not found', 'content_rejected'],
    ['TGO15', 400, 'Bad Request: PHOTO_INVALID_DIMENSIONS', 'media_rejected'],
    ['TGO15', 400, 'Bad Request: wrong file identifier/HTTP URL specified', 'media_rejected'],
    ['TGO15', 400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN', 'media_rejected'],
    ['TGO15', 413, 'Request Entity Too Large', 'media_too_large'],
  ])('%s %i "%s" is final: %s', async (_case, status, text, code) => {
    fake.failNext({ status, body: refusal(status, text) });
    expect(await failure({ text: 'a' })).toMatchObject({
      code,
      message: text,
      retryable: false,
      certain: true,
      providerCode: String(status),
    });
  });

  it('TGO14 a chat that moved is named by its new address', async () => {
    const parameters = { migrate_to_chat_id: -1001234567890 };
    const text = 'Bad Request: group chat was upgraded to a supergroup chat';
    fake.failNext({ status: 400, body: refusal(400, text, parameters) });
    expect(await failure({ text: 'a' })).toMatchObject({
      code: 'address_changed',
      newUrn: 'telegram:-1001234567890',
      retryable: true,
    });
  });

  it.each(['987654321:AAEanotherexampleexampleexampleexam', '1:short'])(
    'TGO16 a token that Telegram does not know holds the channel (%s)',
    async (botToken) => {
      const error = await send({ text: 'a' }, fake.url, { ...credentials, botToken }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: 'credentials_failed', retryable: true, certain: true });
    },
  );
});

describe('what is written down', () => {
  it('X13 an exchange is recorded without token, ids and text', async () => {
    await send({ text: 'canary-text' });
    fake.failNext({ status: 403, body: refusal(403, 'Forbidden: bot was blocked by the user') });
    await failure({ text: 'canary-text' });
    expect(exchanges).toMatchObject([
      { method: 'POST', path: '/bot{token}/sendMessage', status: 200, providerCode: null },
      { path: '/bot{token}/sendMessage', status: 403, providerCode: '403' },
    ]);
    expect(JSON.stringify(exchanges)).not.toMatch(/canary|5551234567|AAEexample/);
  });

  it('X13 no error holds the token, the URL or the text', async () => {
    fake.failNext({ status: 200, body: '<html>' });
    fake.failNext({ status: 200, body: '<html>' });
    fake.failNext({ status: 400, body: refusal(400, 'Bad Request') });
    fake.failNext({ destroy: true });
    for (let i = 0; i < 4; i += 1) {
      const error = await failure({ text: 'canary-text' });
      const everything = `${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`;
      expect(everything).not.toMatch(/canary|AAEexample|127\.0\.0\.1/);
    }
    expect(fake.requests).toHaveLength(4);
  });

  it('a base URL with a path is kept', async () => {
    const error = await failure({ text: 'a' }, `${fake.url}/proxy`);
    expect(error).toMatchObject({ code: 'credentials_failed', providerCode: '404' });
    expect(fake.requests).toHaveLength(0);
  });
});

describe('acknowledging a tapped button', () => {
  it('TGI15 answers the callback query once', async () => {
    await telegram.acknowledge?.('4382', credentials, call());
    expect(fake.requests).toHaveLength(1);
    expect(lastRequest()).toMatchObject({
      method: 'answerCallbackQuery',
      fields: { callback_query_id: '4382' },
    });
  });

  it('TGI15 a query that is too old is final', async () => {
    const text = 'Bad Request: query is too old and response timeout expired';
    fake.failNext({ status: 400, body: refusal(400, text) });
    await expect(telegram.acknowledge?.('1', credentials, call())).rejects.toMatchObject({
      retryable: false,
    });
  });
});

const tryAgain = { code: 'provider_unavailable', retryable: true, certain: true };
const uncertain = { code: 'no_answer', retryable: false, certain: false };

function call(apiRoot = fake.url) {
  const record = (exchange: Exchange) => void exchanges.push(exchange);
  return { apiRoot, apiVersion: undefined, signal: abort.signal, record };
}

function send(part: Partial<OutboundMessage>, apiRoot = fake.url, as = credentials) {
  const message: OutboundMessage = {
    deliveryId: '018f0000-0000-7000-8000-000000000002',
    partIndex: 0,
    to: { urn: 'telegram:5551234567', messenger: 'telegram' },
    text: null,
    attachments: [],
    replyToExternalId: null,
    statusUrl: null,
    ...part,
  };
  return telegram.send(message, as, call(apiRoot));
}

async function failure(part: Partial<OutboundMessage>, apiRoot = fake.url): Promise<SendError> {
  const error = await send(part, apiRoot).catch((thrown: unknown) => thrown);
  if (error instanceof SendError) return error;
  throw new Error('It did not fail as expected', { cause: error });
}

function lastRequest() {
  const request = fake.requests.at(-1);
  if (!request) throw new Error('Nothing was sent');
  return request;
}

function refusal(code: number, description: string, parameters?: Record<string, unknown>) {
  return { ok: false, error_code: code, description, ...(parameters && { parameters }) };
}

function file(kind: MediaKind, mimeType: string, fileName = 'datei.bin'): OutboundAttachment {
  const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x0d, 0x0a, 0x2d, 0x2d, 0xe4]);
  return { kind, fileName, mimeType, sizeBytes: bytes.length, bytes, url: null };
}
