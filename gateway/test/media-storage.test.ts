import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFiles } from '../attachments/remove-files.ts';
import type { Attachment } from '../contract/message.ts';
import { applyRetention } from '../retention.ts';
import { startFakeS3, type FakeS3 } from './fake-s3.ts';
import { addSimulator, note, reply, threadOf, write } from './phone.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe.each(['fs', 's3'] as const)('files in the storage %s', (storage) => {
  let app: TestApp;
  let s3: FakeS3;
  let conversationId: string;

  beforeAll(async () => {
    s3 = await startFakeS3();
    const bucket = {
      FILE_STORAGE: 's3',
      S3_BUCKET: s3.bucket,
      S3_ENDPOINT: s3.url,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: 'a secret of the tests',
      S3_FORCE_PATH_STYLE: 'true',
    };
    app = await startTestApp(storage === 's3' ? bucket : {});
    conversationId = await write(app.api, await addSimulator(app.api));
  });
  afterAll(async () => {
    await app?.stop();
    await s3?.close();
  });

  const upload = (bytes: Buffer, name: string) =>
    app.api.upload(bytes, name, 'text/plain') as Promise<Attachment>;
  const get = (path: string | null) =>
    fetch(app.url + path, { headers: { cookie: app.api.cookie } });
  const bytesAt = async (path: string | null) => Buffer.from(await (await get(path)).arrayBuffer());
  /** Names of what lies in the storage, of this file only. */
  async function stored(id: string): Promise<string[]> {
    const names =
      storage === 's3'
        ? [...s3.objects.keys()]
        : await readdir(join(app.dataDir, 'files'), { recursive: true });
    return names.map((name) => name.split('/').at(-1) ?? '').filter((name) => name.startsWith(id));
  }
  const query = (text: string, values: unknown[] = []) =>
    app.context.database.servicePool.query(text, values);
  async function age(id: string, hours: number): Promise<void> {
    await query(
      'update attachment set created_at = now() - make_interval(hours => $2) where id = $1',
      [id, hours],
    );
  }
  async function cleanUp(): Promise<void> {
    await applyRetention(app.context.database, app.context.log);
    await removeFiles(app.context);
  }

  it('a file and its preview are written, read and lie there sealed', async () => {
    const picture = await sharp({
      create: { width: 1600, height: 800, channels: 3, background: '#0f6e6e' },
    })
      .jpeg()
      .toBuffer();
    const file = await upload(picture, 'haus.jpg');
    expect(file).toMatchObject({ width: 1600, height: 800, mimeType: 'image/jpeg' });
    expect((await bytesAt(file.url)).equals(picture)).toBe(true);
    const preview = await bytesAt(file.previewUrl);
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', width: 1200 });
    expect((await stored(file.id)).toSorted()).toEqual([file.id, `${file.id}.preview`]);
    const word = Buffer.from('Kanarienvogel, sehr vertraulich');
    const text = await upload(word, 'x.txt');
    expect((await bytesAt(text.url)).equals(word)).toBe(true);
    if (storage === 'fs') return;
    expect(s3.objects.size).toBeGreaterThan(2);
    for (const bytes of s3.objects.values()) {
      expect(bytes.includes('Kanarienvogel')).toBe(false);
      expect(bytes.includes('WEBP')).toBe(false);
    }
    expect(s3.requests.filter(({ status }) => status === 403)).toEqual([]);
    expect(await readdir(app.dataDir)).not.toContain('files');
  });

  it('an upload that is not sent is forgotten after a day, row and file', async () => {
    const old = await upload(Buffer.from('nie gesendet'), 'alt.txt');
    const young = await upload(Buffer.from('gerade erst'), 'neu.txt');
    const sent = await upload(Buffer.from('gesendet'), 'gesendet.txt');
    const noted = await upload(Buffer.from('notiert'), 'notiert.txt');
    await reply(app.api, conversationId, { attachmentIds: [sent.id] });
    await note(app.api, conversationId, { text: '', attachmentIds: [noted.id] });
    for (const { id } of [old, sent, noted]) await age(id, 25);
    await age(young.id, 23);
    await cleanUp();
    expect((await get(old.url)).status).toBe(404);
    expect(await stored(old.id)).toEqual([]);
    for (const { id, url } of [young, sent, noted]) {
      expect((await get(url)).status).toBe(200);
      expect(await stored(id)).toEqual([id]);
    }
    const late = await reply(app.api, conversationId, { attachmentIds: [old.id] });
    expect(late.status).toBe(422);
  });

  it('a file follows its message, whoever deletes it', async () => {
    const file = await upload(
      await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
      'x.png',
    );
    const { body } = await reply(app.api, conversationId, { attachmentIds: [file.id] });
    expect(await stored(file.id)).toHaveLength(2);
    await query('delete from message where id = $1', [body.id]);
    await cleanUp();
    expect(await stored(file.id)).toEqual([]);
    expect((await query('select from removed_file')).rowCount).toBe(0);
  });

  it('a file of a message that was taken back is served no more', async () => {
    const file = await upload(Buffer.from('zurück'), 'x.txt');
    const { body } = await reply(app.api, conversationId, { attachmentIds: [file.id] });
    expect((await get(file.url)).status).toBe(200);
    await query('update message set deleted_at = now() where id = $1', [body.id]);
    expect((await get(file.url)).status).toBe(404);
  });

  if (storage === 's3')
    it('a bucket that is away: an upload says so, a fetched file waits', async () => {
      s3.failNext(1000);
      const failed = await fetch(`${app.url}/api/attachments`, {
        method: 'POST',
        headers: { cookie: app.api.cookie },
        body: (() => {
          const form = new FormData();
          form.append('file', new Blob(['x']), 'x.txt');
          return form;
        })(),
      });
      expect(failed.status).toBe(503);
      expect(await failed.json()).toMatchObject({ code: 'unavailable' });
      const bytes = Buffer.from('aus der Ferne');
      const file = {
        kind: 'document',
        fileName: 'a.txt',
        mimeType: 'text/plain',
        base64: bytes.toString('base64'),
      };
      const id = await write(app.api, await addSimulator(app.api, 'Zweiter'), { text: 'Da', file });
      const first = async () => (await threadOf(app.api, id)).flatMap((one) => one.attachments)[0];
      await waitFor('a try that failed', async () => {
        const { rows } = await query('select attempt_count from attachment where id = $1', [
          (await first())?.id,
        ]);
        return (
          rows[0]?.attempt_count > 0 && app.log.some((line) => line.includes('attachment waits'))
        );
      });
      expect(await first()).toMatchObject({ state: 'pending' });
      s3.failNext(0);
      const ready = await waitFor('the file', async () => {
        const file = await first();
        return file?.state === 'ready' && file;
      });
      expect((await bytesAt(ready.url)).equals(bytes)).toBe(true);
      expect(app.log.join('\n')).not.toContain('a secret of the tests');
    });
});
