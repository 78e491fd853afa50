import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelExchange } from '../contract/channel-log.ts';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import { signIn, type ApiClient } from './api-client.ts';
import { fakeGraphCredentials, inboundMessage } from './fake-graph-payloads.ts';
import { startFakeGraph } from './fake-graph.ts';
import { startFakeTelegram } from './fake-telegram.ts';
import { startFakeTwilio } from './fake-twilio.ts';
import {
  createChannels,
  messageSid,
  postSimulator,
  postTelegram,
  postTwilio,
  twilioMessage,
  type Messengers,
  type Page,
} from './messengers.ts';
import { png } from './sample-files.ts';
import { admin, freePort } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const entry = fileURLToPath(new URL('../main.ts', import.meta.url));
const phoneNumberId = fakeGraphCredentials.phoneNumberId;

/** In everything that people say, are called, or can be reached by: inside longer words and numbers, too. */
const word = 'Zaunkoenigin';
const arabic = 'عصفورالدوري';
const digits = '84736251';
/** Stored in the clear on purpose: what finds this would find the others. */
const control = 'Kontrollwort-Brachvogel';

describe('what people entrust to us', () => {
  let dataDir: string;
  let server: ChildProcess;
  let output = '';
  let api: ApiClient;
  let all: Messengers;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lotse-sealed-'));
    const telegram = await startFakeTelegram();
    const twilio = await startFakeTwilio();
    const graph = await startFakeGraph();
    const url = `http://127.0.0.1:${await freePort()}`;
    server = spawn(process.execPath, [entry], {
      env: {
        HOST: '127.0.0.1',
        PORT: new URL(url).port,
        PUBLIC_URL: url,
        INTERNAL_PORT: String(await freePort()),
        DATA_DIR: dataDir,
        ADMIN_EMAIL: admin.email,
        ADMIN_PASSWORD: admin.password,
        LOG_LEVEL: 'trace',
        TELEGRAM_API_ROOT: telegram.url,
        TWILIO_API_ROOT: twilio.url,
        WHATSAPP_API_ROOT: graph.url,
      },
    });
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await waitFor(
      'the server to be ready',
      () => output.includes('Lotse is ready') || server.exitCode !== null,
      55_000,
    );
    expect(server.exitCode, output.slice(-2000)).toBeNull();
    api = await signIn(url, admin.email, admin.password);
    const stop = async () =>
      void (await Promise.all([telegram.close(), twilio.close(), graph.close()]));
    const app = { url, api } as Messengers['app'];
    all = { app, telegram, twilio, graph, channels: await createChannels(api, twilio), stop };
  }, 90_000);
  afterAll(async () => {
    if (server?.exitCode === null) server.kill('SIGKILL');
    await all?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const telegramUser = Number(`70${digits}`);
  const phone = `+4915${digits}`;
  const wamid = `wamid.${Buffer.from(`4915${digits} ${word}`).toString('base64')}`;

  async function conversationsIn(channel: Channel): Promise<Conversation[]> {
    return (
      await api.ok<Page<Conversation>>(
        'GET',
        `/api/conversations?status=all&channelId=${channel.id}`,
      )
    ).items;
  }
  const file = Buffer.concat([Buffer.from(`${word} ${arabic} ${digits}\n`.repeat(50))]);

  async function everybodyWrites(): Promise<void> {
    const { telegram, twilio, graph, channels } = all;
    telegram.files.set('f', { path: `documents/${word}.txt`, bytes: file });
    const chat = { id: telegramUser, type: 'private', first_name: word };
    const from = {
      ...chat,
      is_bot: false,
      last_name: arabic,
      username: `${word}_${digits}`,
      language_code: 'ar',
    };
    const message = { message_id: 1, date: Math.floor(Date.now() / 1000), chat, from };
    const document = {
      file_id: 'f',
      file_unique_id: 'f',
      file_name: `${word}.txt`,
      mime_type: 'text/plain',
    };
    const edited = { ...message, edit_date: message.date, text: `${arabic} geändert ${digits}` };
    const contact = { phone_number: phone, first_name: word };
    const updates = [
      { update_id: 1, message: { ...message, text: `${word} ${arabic} ${phone}` } },
      { update_id: 2, edited_message: edited },
      { update_id: 3, message: { ...message, message_id: 2, document, caption: word } },
      { update_id: 4, message: { ...message, message_id: 3, contact } },
      { update_id: 5, callback_query: { id: digits, from, chat_instance: '1', data: word } },
      {
        update_id: 6,
        my_chat_member: { chat, from, date: message.date, new_chat_member: { status: 'member' } },
      },
      { update_id: 7, message: { ...message, message_id: 4, [word]: { [word]: digits } } },
      {
        update_id: 8,
        message: {
          ...message,
          chat: { id: -Number(digits), type: 'group', title: word },
          text: word,
        },
      },
    ];
    for (const update of updates) expect((await postTelegram(all, update)).status).toBe(200);
    for (const [channel, address] of [
      [channels.sms, phone],
      [channels.twilioWhatsapp, `whatsapp:${phone}`],
    ] as const) {
      const sid = messageSid(address);
      const media = twilio.addMedia({
        bytes: file,
        type: 'text/plain',
        messageSid: `MM${digits.padEnd(32, '0')}`,
      });
      const params = twilioMessage(all, {
        sid,
        from: address,
        body: `${word} ${arabic}`,
        NumMedia: '1',
        MediaUrl0: media,
        MediaContentType0: 'text/plain',
      });
      if (params['ProfileName']) params['ProfileName'] = `${word} ${arabic}`;
      expect((await postTwilio(all, channel, params)).status).toBe(200);
    }
    graph.files.set('9001', { mimeType: 'text/plain', bytes: file });
    const write = (more: Record<string, unknown>) =>
      graph.deliver(
        channels.whatsapp.webhookUrl,
        inboundMessage(phoneNumberId, {
          id: wamid,
          from: phone.slice(1),
          name: `${word} ${arabic}`,
          ...more,
        }),
      );
    expect(
      (await write({ text: `${word} ${arabic} ${digits}`, context: { id: `${wamid}Q` } })).status,
    ).toBe(200);
    expect(
      (
        await write({
          id: `${wamid}2`,
          type: 'document',
          document: { id: '9001', filename: `${word}.txt` },
        })
      ).status,
    ).toBe(200);
    const simulated = {
      type: 'message',
      id: `${word}-1`,
      phone: { id: `p${digits}`, name: word },
      at: new Date().toISOString(),
    };
    const ref = `data:text/plain;base64,${file.toString('base64')}`;
    const media = [{ ref, kind: 'document', fileName: `${word}.txt`, mimeType: 'text/plain' }];
    expect((await postSimulator(all, [{ ...simulated, text: arabic, media }])).status).toBe(200);
    // And what is refused.
    const forged = await fetch(channels.telegram.webhookUrl, {
      method: 'POST',
      body: JSON.stringify(updates[0]),
    });
    expect(forged.status).toBe(401);
    expect(
      (await fetch(`${all.app.url}/webhooks/${word}/${digits}`, { method: 'POST' })).status,
    ).toBe(404);
  }

  async function everybodyIsAnswered(): Promise<void> {
    const label = { name: `${word} ${digits}`, color: 'teal' };
    await api.ok('POST', '/api/labels', label);
    await api.ok('POST', '/api/views', { name: `${word} ${digits}`, filters: {}, isShared: true });
    for (const channel of Object.values(all.channels)) {
      const [conversation] = await conversationsIn(channel);
      expect(conversation, channel.name).toBeDefined();
      const path = `/api/conversations/${conversation?.id}`;
      const upload = await api.upload(png, `${word} ${digits}.png`, 'image/png');
      const noteFile = await api.upload(file, `${word}.txt`, 'text/plain');
      await api.ok('PUT', `${path}/draft`, { text: `${word} ${arabic} ${phone}` });
      await api.ok('POST', `${path}/notes`, {
        clientMessageId: 'n',
        text: `${word} ${arabic} ${phone}`,
        attachmentIds: [noteFile.id],
      });
      await api.ok('PATCH', `/api/contacts/${conversation?.contact.id}`, {
        displayName: `${word} ${arabic} ${digits}`,
      });
      const reply = await api.ok<Message>('POST', `${path}/messages`, {
        clientMessageId: 'r',
        text: `${word} ${arabic} ${phone}`,
        attachmentIds: [upload.id],
      });
      const [first] = (await api.ok<Page<Message>>('GET', `${path}/messages`)).items;
      await waitFor(
        `the answer on ${channel.name}`,
        async () => {
          const { delivery } = await api.ok<Message>('GET', `/api/messages/${reply.id}`);
          return (
            delivery?.parts.some(({ externalId }) => externalId) || delivery?.status === 'failed'
          );
        },
        20_000,
      );
      if (channel.id !== all.channels.telegram.id) continue;
      // The provider repeats our words when it refuses, and the person reacts.
      all.telegram.failNext({
        method: 'sendMessage',
        status: 400,
        body: { ok: false, error_code: 400, description: `Bad Request: ${word} ${digits}` },
      });
      const failing = await api.ok<Message>('POST', `${path}/messages`, {
        clientMessageId: 'f',
        text: `${word} noch einmal`,
        replyToId: first?.id,
      });
      const { delivery } = await waitFor('the refusal', async () => {
        const now = await api.ok<Message>('GET', `/api/messages/${failing.id}`);
        return now.delivery?.status === 'failed' && now;
      });
      expect(delivery?.failure?.text).toContain(word);
    }
  }

  it('X13 is written through every channel, in both directions', async () => {
    await everybodyWrites();
    await everybodyIsAnswered();
    const fetched = async () => {
      for (const channel of Object.values(all.channels)) {
        const [conversation] = await conversationsIn(channel);
        const thread = await api.ok<Page<Message>>(
          'GET',
          `/api/conversations/${conversation?.id}/messages`,
        );
        if (
          thread.items.some(({ attachments }) =>
            attachments.some(({ state }) => state === 'pending'),
          )
        )
          return false;
      }
      return true;
    };
    await waitFor('all files to be fetched', fetched, 30_000);
    const [conversation] = await conversationsIn(all.channels.telegram);
    expect(conversation?.contact.displayName).toBe(`${word} ${arabic} ${digits}`);
    await api.ok('PATCH', `/api/channels/${all.channels.simulator.id}`, { name: control });
  }, 60_000);

  it('X13 is in no line of the log, and no secret is', async () => {
    expect(output, 'the log is there, down to the lowest level').toContain('"provider called"');
    for (const secret of [
      word,
      arabic,
      digits,
      'AAEexample',
      all.twilio.authToken,
      fakeGraphCredentials.accessToken,
      fakeGraphCredentials.appSecret,
      admin.password,
    ]) {
      expect(output.includes(secret), secret).toBe(false);
      expect(
        output.includes(Buffer.from(secret).toString('base64').slice(2, -4)),
        `${secret} in base64`,
      ).toBe(false);
    }
  });

  it('X13 X18 is in no row of the channel log, which knows of all of it', async () => {
    const logs = await Promise.all(
      Object.values(all.channels).map(({ id }) =>
        api.ok<Page<ChannelExchange>>('GET', `/api/channels/${id}/log?limit=100`),
      ),
    );
    const rows = logs.flatMap(({ items }) => items);
    for (const purpose of ['webhook', 'send', 'media']) {
      expect(new Set(rows.map((row) => row.purpose)), purpose).toContain(purpose);
    }
    expect(rows.some(({ reasons }) => reasons.includes('signature_invalid'))).toBe(true);
    expect(rows.some(({ direction, isFailed }) => direction === 'outbound' && isFailed)).toBe(true);
    const shown = JSON.stringify(rows);
    for (const secret of [word, arabic, digits]) expect(shown.includes(secret), secret).toBe(false);
  });

  it('is readable in no file of the data folder after a clean stop', async () => {
    server.kill('SIGTERM');
    const [code] = await once(server, 'exit');
    expect(code).toBe(0);
    const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
    const paths = files
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(paths.some((path) => path.includes('pg_wal'))).toBe(true);
    expect(paths.some((path) => path.includes(`${dataDir}/files`))).toBe(true);
    const found: string[] = [];
    expect(
      patterns.some(([, pattern]) => Buffer.from(wamid).includes(pattern)),
      'it reads base64',
    ).toBe(true);
    let hasControl = false;
    for (const path of paths) {
      const bytes = await readFile(path);
      hasControl ||= bytes.includes(control);
      for (const [name, pattern] of patterns)
        if (bytes.includes(pattern)) found.push(`${name} in ${path}`);
      if ([word, digits].some((text) => path.includes(text))) found.push(path);
    }
    expect(hasControl, 'the search finds what is there').toBe(true);
    expect(found).toEqual([]);
  }, 60_000);

  /** A text in the forms that a database, a file or a library may give it. */
  const patterns = [word, arabic, digits].flatMap((text): [string, Buffer][] => {
    const utf8 = Buffer.from(text);
    const utf16 = Buffer.from(text, 'utf16le');
    return [
      [text, utf8],
      [`${text} in UTF-16`, utf16],
      [`${text} in UTF-16, other end first`, Buffer.from(utf16).swap16()],
      [`${text} in hex`, Buffer.from(utf8.toString('hex'))],
      [`${text} in capital hex`, Buffer.from(utf8.toString('hex').toUpperCase())],
      [
        `${text} escaped`,
        Buffer.from(
          JSON.stringify(text)
            .replace(/[^\0-~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
            .slice(1, -1),
        ),
      ],
      // The middle of its base64 at each of the three places where it may begin.
      ...[0, 1, 2].map((offset): [string, Buffer] => {
        const encoded = Buffer.concat([Buffer.alloc(offset), utf8])
          .toString('base64')
          .replace(/=+$/, '');
        return [
          `${text} in base64 at ${offset}`,
          Buffer.from(encoded.slice(offset === 0 ? 0 : offset + 1, -1)),
        ];
      }),
    ];
  });
});
