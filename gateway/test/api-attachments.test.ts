import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signFileLink } from '../attachments/file-links.ts';
import type { Attachment } from '../contract/message.ts';
import { addSimulator, reply, write } from './phone.ts';
import { oggOpus, pdf, png, svg } from './sample-files.ts';
import { addOrganization } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

const mebibyte = 1024 * 1024;

describe('files', () => {
  let app: TestApp;
  let organizationId = '';
  beforeAll(async () => {
    app = await startTestApp();
    organizationId = (await app.api.ok<{ organization: { id: string } }>('GET', '/api/me'))
      .organization.id;
  });
  afterAll(() => app?.stop());

  const upload = (bytes: Buffer, name: string, type = '', kind?: string) =>
    app.api.upload(bytes, name, type, kind) as Promise<Attachment>;
  const post = (
    body: FormData | string | Buffer<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) =>
    fetch(`${app.url}/api/attachments`, {
      method: 'POST',
      headers: { cookie: app.api.cookie, ...headers },
      body,
    });
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(app.url + path, { headers: { cookie: app.api.cookie, ...headers } });
  const form = (...parts: [name: string, value: string | Blob, fileName?: string][]) => {
    const data = new FormData();
    for (const [name, value, fileName] of parts) {
      if (typeof value === 'string') data.set(name, value);
      else data.append(name, value, fileName);
    }
    return data;
  };
  const expectProblem = async (answer: Response, status: number, code: string) => {
    expect(await answer.json()).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
  };

  it.each([
    ['a picture, whatever its name says', png, 'notiz.txt', 'text/plain', 'image/png', 'image'],
    [
      'a page that calls itself a picture',
      Buffer.from('<!DOCTYPE html><script>alert(1)</script>'),
      'bild.png',
      'image/png',
      'text/html',
      'document',
    ],
    ['a drawing that runs scripts', svg, 'bild.svg', 'image/png', 'image/svg+xml', 'document'],
    ['a document', pdf, 'antrag', 'image/png', 'application/pdf', 'document'],
    ['a voice note', oggOpus, 'aufnahme.bin', '', 'audio/ogg', 'voice'],
    ['plain text', Buffer.from('Guten Tag'), 'text.txt', 'text/plain', 'text/plain', 'document'],
    [
      'bytes that nobody knows',
      Buffer.from([0, 1, 2, 3]),
      'x.exe',
      'application/x-msdownload',
      'application/octet-stream',
      'document',
    ],
  ])('the type is told from the bytes: %s', async (_what, bytes, name, claimed, mimeType, kind) => {
    const attachment = await upload(bytes, name, claimed);
    expect(attachment).toEqual({
      id: expect.any(String),
      kind,
      fileName: name,
      mimeType,
      sizeBytes: bytes.length,
      state: 'ready',
      blockedReason: null,
      url: `/api/attachments/${attachment.id}`,
      width: kind === 'image' ? 1 : null,
      height: kind === 'image' ? 1 : null,
      previewUrl: kind === 'image' ? `/api/attachments/${attachment.id}?variant=preview` : null,
      playableUrl: null,
    });
  });

  it('a photo leaves without where and with what it was taken, pixel by pixel the same, the same way up', async () => {
    const photo = await sharp({
      create: { width: 30, height: 20, channels: 3, background: '#723' },
    })
      .withExif({ IFD0: { Artist: 'Kanarienvogel' }, IFD3: { GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(photo.includes('Kanarienvogel'), 'it would tell').toBe(true);
    const file = await upload(photo, 'foto.jpg', 'image/jpeg');
    const kept = Buffer.from(await (await get(file.url ?? '')).arrayBuffer());
    expect(kept.includes('Kanarienvogel')).toBe(false);
    expect(file).toMatchObject({ sizeBytes: kept.length, width: 20, height: 30 });
    const pixels = (bytes: Buffer) => sharp(bytes).autoOrient().raw().toBuffer();
    expect((await pixels(kept)).equals(await pixels(photo))).toBe(true);
  });

  it('a recording is a voice note when it is sent as one', async () => {
    const mp3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(417 * 4)]);
    expect(await upload(mp3, 'a.mp3', 'audio/mpeg', 'voice')).toMatchObject({ kind: 'voice' });
    const after = await post(
      form(['file', new Blob([new Uint8Array(oggOpus)]), 'a.ogg'], ['kind', 'voice']),
    );
    expect(await after.json()).toMatchObject({ kind: 'voice' });
  });

  it('25 MB are taken, one byte more is not', async () => {
    const big = await upload(Buffer.alloc(25 * mebibyte, 1), 'gross.bin');
    expect(big.sizeBytes).toBe(25 * mebibyte);
    const bytes = Buffer.from(await (await get(big.url ?? '')).arrayBuffer());
    expect(bytes.equals(Buffer.alloc(25 * mebibyte, 1))).toBe(true);
    for (const size of [25 * mebibyte + 1, 40 * mebibyte]) {
      await expectProblem(
        await post(form(['file', new Blob([new Uint8Array(size)]), 'x.bin'])),
        413,
        'payload_too_large',
      );
    }
    expect((await get('/api/me')).status).toBe(200);
  });

  it('no file, an empty one, two of them, or no form at all', async () => {
    await expectProblem(await post(form(['kind', 'voice'])), 422, 'validation_failed');
    await expectProblem(await post(form(['file', 'only text'])), 422, 'validation_failed');
    await expectProblem(
      await post(form(['file', new Blob([]), 'leer.txt'])),
      422,
      'validation_failed',
    );
    await expectProblem(
      await post(form(['other', new Blob(['x']), 'x.txt'])),
      422,
      'validation_failed',
    );
    const two = form(['file', new Blob(['x']), 'x.txt'], ['file', new Blob(['y']), 'y.txt']);
    await expectProblem(await post(two), 422, 'validation_failed');
    await expectProblem(
      await post('{}', { 'content-type': 'application/json' }),
      415,
      'unsupported_media_type',
    );
    await expectProblem(
      await post(Buffer.from('x'), { 'content-type': 'multipart/form-data' }),
      400,
      'malformed_request',
    );
    const cut = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf';
    await expectProblem(
      await post(cut, { 'content-type': 'multipart/form-data; boundary=b' }),
      400,
      'malformed_request',
    );
  });

  it.each([
    ['شهادة الميلاد.pdf', 'شهادة الميلاد.pdf'],
    ['Свидетельство (копия) №1.pdf', 'Свидетельство (копия) №1.pdf'],
    ["Müller's *Bescheid*; 100%.pdf", "Müller's *Bescheid*; 100%.pdf"],
    ['null.pdf', 'null.pdf'],
    ['undefined', 'undefined'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\bild.png', 'bild.png'],
    ['a"b.pdf', 'a"b.pdf'],
    ['👩‍👩‍👧.pdf', '👩‍👩‍👧.pdf'],
  ])('the file name %s comes back as %s', async (name, expected) => {
    const attachment = await upload(pdf, name, 'application/pdf');
    expect(attachment.fileName?.replaceAll('%22', '"')).toBe(expected);
    const answer = await get(`/api/attachments/${attachment.id}`);
    const given =
      /filename\*=UTF-8''([^;]+)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
    expect(given).toMatch(/^[\w.~%!-]+$/);
    expect(decodeURIComponent(given)).toBe(attachment.fileName);
  });

  it('a file is shown in place only where that is harmless', async () => {
    const disposition = async (bytes: Buffer, query = '') => {
      const { id } = await upload(bytes, 'x');
      const { headers } = await get(`/api/attachments/${id}${query}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('cache-control')).toBe('private, no-store');
      return [headers.get('content-disposition')?.split(';')[0], headers.get('content-type')];
    };
    expect(await disposition(png)).toEqual(['inline', 'image/png']);
    expect(await disposition(oggOpus)).toEqual(['inline', 'audio/ogg']);
    expect(await disposition(png, '?download=1')).toEqual(['attachment', 'image/png']);
    expect(await disposition(pdf)).toEqual(['attachment', 'application/pdf']);
    expect(await disposition(svg)).toEqual(['attachment', 'application/octet-stream']);
    expect(await disposition(Buffer.from('<html><script>1</script></html>'))).toEqual([
      'attachment',
      'application/octet-stream',
    ]);
  });

  it('a part can be asked for, as players do', async () => {
    const bytes = randomBytes(1000);
    const { id } = await upload(bytes, 'x');
    const ask = async (range: string) => {
      const answer = await get(`/api/attachments/${id}`, { range });
      return {
        status: answer.status,
        range: answer.headers.get('content-range'),
        body: Buffer.from(await answer.arrayBuffer()),
      };
    };
    expect((await get(`/api/attachments/${id}`)).headers.get('accept-ranges')).toBe('bytes');
    expect(await ask('bytes=0-99')).toEqual({
      status: 206,
      range: 'bytes 0-99/1000',
      body: bytes.subarray(0, 100),
    });
    expect(await ask('bytes=900-')).toEqual({
      status: 206,
      range: 'bytes 900-999/1000',
      body: bytes.subarray(900),
    });
    expect(await ask('bytes=-10')).toEqual({
      status: 206,
      range: 'bytes 990-999/1000',
      body: bytes.subarray(990),
    });
    expect(await ask('bytes=990-5000')).toEqual({
      status: 206,
      range: 'bytes 990-999/1000',
      body: bytes.subarray(990),
    });
    for (const range of ['bytes=1000-', 'bytes=5000-6000', 'bytes=-0']) {
      expect(await ask(range)).toMatchObject({ status: 416, range: 'bytes */1000' });
    }
    for (const range of ['bytes=x-', 'items=0-1', 'bytes=0-1,4-5', 'bytes=5-2']) {
      expect(await ask(range)).toMatchObject({ status: 200, range: null, body: bytes });
    }
  });

  it('a signed link opens one file without a session, until it expires', async () => {
    const { id } = await upload(pdf, 'antrag.pdf');
    const { keyring } = app.context;
    const link = (changes: object = {}) =>
      signFileLink(keyring, {
        organizationId,
        attachmentId: id,
        expiresAt: new Date(Date.now() + 60_000),
        ...changes,
      });
    const open = (token: string) => fetch(`${app.url}/files/${token}`);
    const answer = await open(link());
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true);
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''antrag.pdf",
    );
    const token = link();
    const flipped = Buffer.from(token, 'base64url');
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    const { id: theirs } = await addOrganization(app);
    for (const wrong of [
      link({ expiresAt: new Date(Date.now() - 1000) }),
      flipped.toString('base64url'),
      token.slice(0, -3),
      `${token}AAAA`,
      id,
      link({ organizationId: theirs }),
      link({ attachmentId: theirs }),
    ]) {
      await expectProblem(await open(wrong), 404, 'not_found');
    }
    expect(app.log.join('\n')).not.toContain(token);
  });

  it('files lie sealed on the disk', async () => {
    const secret = Buffer.from('Kanarienvogel, sehr vertraulich');
    const { id } = await upload(secret, 'x.txt', 'text/plain');
    const folder = join(app.dataDir, 'files');
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    expect(names.map(({ name }) => name)).toContain(id);
    for (const { parentPath, name } of names) {
      expect((await readFile(join(parentPath, name))).includes('Kanarienvogel')).toBe(false);
    }
    await upload(pdf, 'Kanarienvogel.pdf');
    const { rows } = await app.context.database.servicePool.query(
      "select position('Kanarienvogel' in file_name) as at from attachment where file_name is not null",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ at }) => at === 0)).toBe(true);
  });

  it('the message takes the kind of its first file and keeps the order', async () => {
    const conversationId = await write(app.api, await addSimulator(app.api));
    const files = [
      await upload(oggOpus, 'a.ogg'),
      await upload(png, 'b.png'),
      await upload(pdf, 'c.pdf'),
    ];
    const sent = await reply(app.api, conversationId, { attachmentIds: files.map(({ id }) => id) });
    expect(sent).toMatchObject({
      status: 201,
      body: { kind: 'voice', text: null, attachments: files },
    });
  });
});
