import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../contract/message.ts';
import {
  conversationsOf,
  postTelegram,
  startMessengers,
  threadOf,
  type Messengers,
} from './messengers.ts';
import { oggOpus, pdf, png, svg } from './sample-files.ts';
import { download, fetchedFiles, storedMessage } from './stored-messages.ts';

const telegramUser = 7_000_000_001;

describe('what people send over Telegram', () => {
  let all: Messengers;
  beforeAll(async () => {
    all = await startMessengers();
    all.telegram.files.set('file-png', { path: 'photos/file_1.jpg', bytes: png });
    all.telegram.files.set('file-pdf', { path: 'documents/file_2.pdf', bytes: pdf });
    all.telegram.files.set('file-ogg', { path: 'voice/file_3.oga', bytes: oggOpus });
    all.telegram.files.set('file-svg', { path: 'documents/file_4.svg', bytes: svg });
  });
  afterAll(() => all?.stop());

  let nextId = 100;
  async function telegramMessage(content: Record<string, unknown>): Promise<Message> {
    const messageId = ++nextId;
    const sentAt = Math.floor(Date.now() / 1000);
    const answer = await postTelegram(all, {
      update_id: messageId,
      message: {
        message_id: messageId,
        date: sentAt,
        chat: { id: telegramUser, type: 'private', first_name: 'Amina' },
        from: {
          id: telegramUser,
          is_bot: false,
          first_name: 'Amina',
          last_name: 'H',
          language_code: 'fa',
        },
        ...content,
      },
    });
    expect(answer.status).toBe(200);
    const message = await storedMessage(
      all.app,
      all.channels.telegram,
      `${telegramUser}:${messageId}`,
    );
    expect(message.sentAt).toBe(new Date(sentAt * 1000).toISOString());
    return message;
  }
  const fetched = (message: Message) => fetchedFiles(all.app, message);
  const bytesOf = (path: string | null | undefined) => download(all.app, path);

  it('TGI01 a text arrives with its sender', async () => {
    const message = await telegramMessage({ text: 'سلام, wie geht es?' });
    expect(message).toMatchObject({
      direction: 'inbound',
      author: 'contact',
      kind: 'text',
      text: 'سلام, wie geht es?',
      isNote: false,
      isLate: false,
      attachments: [],
      replyToId: null,
      delivery: null,
    });
    const [conversation] = await conversationsOf(all.app, all.channels.telegram);
    expect(conversation).toMatchObject({
      status: 'open',
      messenger: 'telegram',
      contact: { displayName: 'Amina H', language: 'fa' },
      channel: { id: all.channels.telegram.id, kind: 'telegram', name: 'Bot' },
      lastMessage: {
        id: message.id,
        direction: 'inbound',
        author: 'contact',
        kind: 'text',
        preview: message.text,
      },
      waitingSince: message.receivedAt,
      replyWindowUntil: null,
    });
    const contact = await all.app.api.ok('GET', `/api/contacts/${conversation?.contact.id}`);
    expect(contact).toMatchObject({
      addresses: [{ urn: `telegram:${telegramUser}`, messenger: 'telegram', reachable: true }],
    });
  });

  it('TGI05 a photo is shown at once and its file follows', async () => {
    all.telegram.failNext({ method: 'getFile', delayMs: 700 });
    const message = await telegramMessage({
      photo: [
        { file_id: 'small', file_unique_id: 's', width: 1, height: 1, file_size: 10 },
        { file_id: 'file-png', file_unique_id: 'l', width: 9, height: 9, file_size: png.length },
      ],
      caption: 'mein Bescheid',
    });
    expect(message).toMatchObject({
      kind: 'image',
      text: 'mein Bescheid',
      attachments: [{ kind: 'image', state: 'pending', url: null }],
    });
    const [image] = await fetched(message);
    expect(image).toMatchObject({ state: 'ready', mimeType: 'image/png', sizeBytes: png.length });
    expect((await bytesOf(image?.url)).bytes).toEqual(png);
  });

  it('TGI07 TGI08 a document keeps its name, a voice note is one', async () => {
    const document = await telegramMessage({
      document: {
        file_id: 'file-pdf',
        file_unique_id: 'd',
        file_name: 'Bescheid März.pdf',
        mime_type: 'application/pdf',
      },
    });
    expect(await fetched(document)).toMatchObject([
      {
        kind: 'document',
        fileName: 'Bescheid März.pdf',
        mimeType: 'application/pdf',
        state: 'ready',
      },
    ]);
    const voice = await telegramMessage({
      voice: { file_id: 'file-ogg', file_unique_id: 'v', duration: 3, mime_type: 'audio/ogg' },
    });
    expect(voice.kind).toBe('voice');
    expect(await fetched(voice)).toMatchObject([
      { kind: 'voice', mimeType: 'audio/ogg', state: 'ready' },
    ]);
  });

  it('TGI10 TGI19 a location has its place, a reply its message', async () => {
    const location = await telegramMessage({ location: { latitude: 52.52, longitude: 13.405 } });
    expect(location).toMatchObject({
      kind: 'location',
      payload: { latitude: 52.52, longitude: 13.405 },
    });
    const reply = await telegramMessage({
      text: 'dort',
      reply_to_message: {
        message_id: nextId,
        date: 1,
        chat: { id: telegramUser, type: 'private' },
      },
      quote: { text: 'ein Zitat', position: 0 },
    });
    expect(reply).toMatchObject({
      replyToId: location.id,
      replyToExternalId: location.externalId,
      payload: { quote: 'ein Zitat' },
    });
  });

  it('X17 a drawing that is a program is told by its bytes and never shown in place', async () => {
    const message = await telegramMessage({
      document: {
        file_id: 'file-svg',
        file_unique_id: 'x',
        file_name: 'bild.png',
        mime_type: 'image/png',
      },
    });
    const [file] = await fetched(message);
    expect(file).toMatchObject({ state: 'ready', mimeType: 'image/svg+xml' });
    const { headers } = await bytesOf(file?.url);
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('content-type')).toBe('application/octet-stream');
  });

  it('TGI18 three photos of an album are three messages that follow each other', async () => {
    const first = nextId + 1;
    for (let item = 0; item < 3; item++) {
      await telegramMessage({
        media_group_id: 'album-1',
        photo: [{ file_id: 'file-png', file_unique_id: 'l', width: 9, height: 9 }],
      });
    }
    const [conversation] = await conversationsOf(all.app, all.channels.telegram);
    const thread = await threadOf(all.app, conversation?.id ?? '');
    expect(thread.slice(-3).map(({ externalId }) => externalId)).toEqual(
      [0, 1, 2].map((item) => `${telegramUser}:${first + item}`),
    );
    const keys = thread.slice(-3).map(({ albumKey }) => albumKey);
    expect(keys[0]).toMatch(/^[\w-]{20,}$/);
    expect(new Set(keys).size).toBe(1);
    expect(thread.slice(0, -3).every(({ albumKey }) => albumKey === null)).toBe(true);
    expect(keys[0]).not.toContain('album-1');
  });

  it('X11 TGI13 what is strange is kept: marks, zero characters, broken pairs, kinds that nobody knows', async () => {
    const strange = await telegramMessage({ text: 'a\u0000b \ud800c \u202eאב 👩‍👩‍👧 é' });
    expect(strange.text).toBe('ab \ufffdc \u202eאב 👩‍👩‍👧 é');
    const unknown = await telegramMessage({ brand_new_thing: { some: 'value' } });
    expect(unknown).toMatchObject({
      kind: 'unsupported',
      payload: { rawKind: 'brand_new_thing' },
    });
  });
});
