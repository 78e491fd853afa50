import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment, Message } from '../contract/message.ts';
import { startFakeClamd, testVirus, type FakeClamd } from './fake-clamd.ts';
import {
  findMessage,
  postTelegram,
  startMessengers,
  threadOf,
  type Messengers,
} from './messengers.ts';
import { record, whyNoFfmpeg } from './real-ffmpeg.ts';
import { oggOpus, png } from './sample-files.ts';
import { textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

const mebibyte = 1024 * 1024;
const userId = 702;
let nextId = 0;

async function receive(
  all: Messengers,
  bytes: Buffer,
  kind: 'document' | 'voice' = 'document',
): Promise<Message> {
  const messageId = ++nextId;
  const path = `documents/${messageId}`;
  all.telegram.files.set(path, { path, bytes });
  const user = { id: userId, is_bot: false, first_name: 'A' };
  const message = {
    message_id: messageId,
    date: 1_760_000_000,
    chat: { id: userId, type: 'private' },
    from: user,
    [kind]: { file_id: path, file_unique_id: path, ...(kind === 'voice' && { duration: 1 }) },
  };
  expect((await postTelegram(all, { update_id: messageId, message })).status).toBe(200);
  const id = `${userId}:${messageId}`;
  return (await findMessage(all.app, all.channels.telegram, id)) as Message;
}

async function fileOf(all: Messengers, { id }: Message): Promise<Attachment> {
  const { attachments } = await all.app.api.ok<Message>('GET', `/api/messages/${id}`);
  return attachments[0] as Attachment;
}

const settled = (all: Messengers, message: Message) =>
  waitFor('the file to be fetched or given up', async () => {
    const file = await fileOf(all, message);
    return file.state !== 'pending' && file;
  });

function upload(all: Messengers, bytes: Buffer, name: string, kind?: string): Promise<Response> {
  const form = new FormData();
  if (kind) form.set('kind', kind);
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  const headers = { cookie: all.app.api.cookie };
  return fetch(`${all.app.url}/api/attachments`, { method: 'POST', headers, body: form });
}

const get = (all: Messengers, path: string | null) =>
  fetch(all.app.url + path, { headers: { cookie: all.app.api.cookie } });

/** Sends a file to the person who wrote, and gives what arrived at the Bot API. */
async function send(all: Messengers, file: Attachment) {
  const message = await all.app.api.ok<Message>('GET', `/api/messages/${await latest(all)}`);
  const before = all.telegram.requests.length;
  await all.app.api.ok('POST', `/api/conversations/${message.conversationId}/messages`, {
    clientMessageId: crypto.randomUUID(),
    attachmentIds: [file.id],
  });
  return waitFor('the file at the Bot API', () =>
    all.telegram.requests.slice(before).find(({ files }) => Object.keys(files).length > 0),
  );
}

async function latest(all: Messengers): Promise<string> {
  const update = textUpdate('Hallo', { updateId: ++nextId, messageId: nextId, userId });
  await postTelegram(all, update);
  const found = await findMessage(all.app, all.channels.telegram, `${userId}:${nextId}`);
  return found?.id ?? '';
}

describe('files of an installation with clamd and ffmpeg', () => {
  let all: Messengers;
  let clamd: FakeClamd;

  beforeAll(async () => {
    clamd = await startFakeClamd({ maxBytes: 2 * mebibyte });
    all = await startMessengers({ CLAMD_URL: clamd.address, FFMPEG_PATH: 'ffmpeg' });
  });
  afterAll(async () => {
    await all?.stop();
    await clamd?.stop();
  });

  const query = (text: string, values: unknown[]) =>
    all.app.context.database.servicePool.query(text, values);

  it('says at the start that files are checked', () =>
    waitFor('the line', () =>
      all.app.log.some((line) => line.includes('files are checked for viruses by clamd')),
    ));

  it('one that came in and is clean is kept, an infected one is blocked and its bytes are nowhere', async () => {
    expect(await settled(all, await receive(all, png))).toMatchObject({
      state: 'ready',
      blockedReason: null,
    });
    const infected = Buffer.concat([Buffer.from('Kanarienvogel '), testVirus]);
    const message = await receive(all, infected);
    const file = await settled(all, message);
    expect(file).toMatchObject({
      state: 'blocked',
      blockedReason: 'infected',
      sizeBytes: infected.length,
      url: null,
      previewUrl: null,
      playableUrl: null,
    });
    expect(clamd.scanned.some((bytes) => bytes.equals(infected))).toBe(true);
    expect((await get(all, `/api/attachments/${file.id}`)).status).toBe(404);
    await expect(
      all.app.context.files.read(await organizationId(), file.id),
      'nothing was kept',
    ).rejects.toThrow('The file storage does not answer.');
    const line = all.app.log.find((entry) => entry.includes('file blocked')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ signature: 'Lotse.Test.Canary', verdict: 'infected' });
    const thread = await threadOf(all.app, message.conversationId);
    expect(
      thread.some(({ id }) => id === message.id),
      'the message is shown',
    ).toBe(true);
  });

  it('one that is larger than clamd takes is blocked: nobody checked it', async () => {
    const large = Buffer.alloc(3 * mebibyte, 1);
    expect(await settled(all, await receive(all, large))).toMatchObject({
      state: 'blocked',
      blockedReason: 'not_checked',
      sizeBytes: large.length,
    });
    const answer = await upload(all, large, 'gross.bin');
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: 'file_blocked',
      detail: expect.stringMatching(/larger than the virus scanner takes/),
    });
  });

  it('an infected upload is refused in clear words, and kept nowhere', async () => {
    const before = await query('select from attachment', []);
    const answer = await upload(all, testVirus, 'harmlos.txt');
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: 'file_blocked',
      detail: expect.stringMatching(/found something harmful/),
    });
    expect((await query('select from attachment', [])).rowCount).toBe(before.rowCount);
    expect((await upload(all, png, 'harmlos.png')).status).toBe(201);
  });

  it('while clamd is away what came in waits unasked for, an upload says so; afterwards all goes on', async () => {
    await clamd.away();
    await waitFor('it to be noticed', async () => !(await all.app.context.preparation.isReady()));
    const asked = all.telegram.requests.length;
    const message = await receive(all, png);
    await waitFor('it to wait', () =>
      all.app.log.some((line) => line.includes('"code":"scanner_away"')),
    );
    const answer = await upload(all, png, 'a.png');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      code: 'unavailable',
      detail: expect.stringMatching(/cannot be checked for viruses/),
    });
    const file = await fileOf(all, message);
    expect(file).toMatchObject({ state: 'pending', url: null });
    const methods = all.telegram.requests.slice(asked).map(({ method }) => method);
    expect(methods).not.toContain('getFile');
    const { rows } = await query('select attempt_count from attachment where id = $1', [file.id]);
    expect(rows, 'waiting is no attempt').toEqual([{ attempt_count: 0 }]);
    await clamd.back();
    await waitFor('it to be noticed', () => all.app.context.preparation.isReady());
    await query(
      "update attachment set next_attempt_at = now() - interval '1 minute' where id = $1",
      [file.id],
    );
    expect(await settled(all, message)).toMatchObject({ state: 'ready' });
  });

  it('a scan that fails is no verdict: the file waits', async () => {
    clamd.answerNext("stream: Can't allocate memory ERROR");
    const message = await receive(all, png);
    await waitFor('the scan', async () => {
      const { rows } = await query(
        'select from attachment where message_id = $1 and next_attempt_at > now() and attempt_count = 0',
        [message.id],
      );
      return rows.length > 0;
    });
    expect(await fileOf(all, message)).toMatchObject({ state: 'pending' });
  });

  if (whyNoFfmpeg) console.warn(`voice notes are not converted here: ${whyNoFfmpeg}`);

  it.skipIf(whyNoFfmpeg)(
    'TGI07 a voice note that came in is offered as AAC as well, its original unchanged',
    async () => {
      const voice = await record('ogg');
      const file = await settled(all, await receive(all, voice, 'voice'));
      expect(file).toMatchObject({
        kind: 'voice',
        mimeType: 'audio/ogg',
        playableUrl: `${file.url}?variant=playable`,
      });
      expect(Buffer.from(await (await get(all, file.url)).arrayBuffer()).equals(voice)).toBe(true);
      const playable = await get(all, file.playableUrl);
      expect(playable.headers.get('content-type')).toBe('audio/mp4');
      expect(playable.headers.get('content-disposition')).toMatch(/^inline; .*\.m4a$/);
      expect(Buffer.from(await playable.arrayBuffer()).toString('latin1', 4, 8)).toBe('ftyp');
    },
  );

  it.skipIf(whyNoFfmpeg)(
    'a recording of a browser goes out as the voice note that Telegram shows',
    async () => {
      const answer = await upload(all, await record('webm'), 'voice.webm', 'voice');
      const file = (await answer.json()) as Attachment;
      expect(file).toMatchObject({ kind: 'voice', mimeType: 'audio/ogg', fileName: 'voice.ogg' });
      const sent = await send(all, file);
      expect(sent.method).toBe('sendVoice');
      const [voice] = Object.values(sent.files);
      expect(voice?.bytes.subarray(0, 200).includes('OpusHead')).toBe(true);
      expect(voice?.fileName).toBe('voice.ogg');
    },
  );

  async function organizationId(): Promise<string> {
    const me = await all.app.api.ok<{ organization: { id: string } }>('GET', '/api/me');
    return me.organization.id;
  }
});

describe('files of an installation without clamd and ffmpeg', () => {
  let all: Messengers;
  beforeAll(async () => {
    all = await startMessengers({ FFMPEG_PATH: '/nowhere/ffmpeg' });
  });
  afterAll(() => all?.stop());

  it('says at the start what is missing and what that means', () =>
    waitFor('both lines', () =>
      [
        'CLAMD_URL is not set: files are not checked for viruses',
        'no ffmpeg: voice notes are kept and sent as they are',
      ].every((text) => all.app.log.some((line) => line.includes(text))),
    ));

  it('keeps and sends voice notes as they are', async () => {
    expect(await settled(all, await receive(all, oggOpus, 'voice'))).toMatchObject({
      state: 'ready',
      playableUrl: null,
    });
    const webm = Buffer.concat([
      Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
      Buffer.alloc(100),
    ]);
    const file = (await (await upload(all, webm, 'voice.webm', 'voice')).json()) as Attachment;
    expect(file).toMatchObject({ kind: 'voice', mimeType: 'audio/webm', fileName: 'voice.webm' });
    const sent = await send(all, file);
    expect(sent.method, 'Telegram takes no WebM as a voice note').toBe('sendDocument');
    expect(Object.values(sent.files)[0]?.bytes.equals(webm)).toBe(true);
  });
});
