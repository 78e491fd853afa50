import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import Koa from 'koa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveInbox } from './static-files.ts';

let folder: string;
let url: string;
let server: ReturnType<Koa['listen']>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotse-static-'));
  await mkdir(join(folder, 'assets'));
  const files = {
    'index.html': '<p>page</p>',
    'assets/a-1.js': 'code()',
    '.first-load.json': '{}',
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(text));
  }
  await writeFile(join(folder, 'assets/b.woff2'), 'font');
  const app = new Koa();
  app.use(await serveInbox(folder));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

test('a file goes out as the build compressed it, and as it is to who cannot read that', async () => {
  const compressed = await fetch(`${url}/assets/a-1.js`, { headers: { 'accept-encoding': 'br' } });
  expect(compressed.headers.get('content-encoding')).toBe('br');
  expect(compressed.headers.get('content-length')).toBe(
    String(brotliCompressSync('code()').length),
  );
  expect(compressed.headers.get('cache-control')).toContain('immutable');
  expect(await compressed.text()).toBe('code()');
  const plain = await fetch(`${url}/assets/a-1.js`, { headers: { 'accept-encoding': 'gzip' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe('code()');
});

test('what has no compressed form beside it goes out as it is', async () => {
  const font = await fetch(`${url}/assets/b.woff2`);
  expect([font.headers.get('content-encoding'), await font.text()]).toEqual([null, 'font']);
});

test('an address of the inbox gets its page; the notes of the build and compressed files get nothing', async () => {
  expect(await (await fetch(`${url}/inbox/mine`)).text()).toBe('<p>page</p>');
  for (const path of ['/.first-load.json', '/.first-load.json.br', '/assets/a-1.js.br'])
    expect((await fetch(url + path)).status).toBe(404);
});
