import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { CallContext, OutboundMessage } from '../adapter.ts';
import { findBrowser } from './browser.ts';
import { createFakeLine, type FakeLine } from './fake-client.ts';
import { whatsappWeb } from './index.ts';
import { loadLibrary, type WebLibrary } from './library.ts';
import { listen, standardTiming } from './listen.ts';
import { openClient } from './open-client.ts';

const folders: string[] = [];
const browser = await someBrowser();
if (!browser) console.log('Skipped: there is no Chromium on this machine.');

afterAll(async () => {
  await Promise.all(
    folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })),
  );
});

describe.skipIf(!browser)('the real library in a real Chromium', () => {
  it('without a network the line is lost for that reason, and nothing is left of the browser', async () => {
    const line = await newLine();
    const startedAt = performance.now();
    await run(line, { hasNetwork: false });
    expect(line.reports).toEqual([{ state: 'starting' }, { state: 'lost', reason: 'unreachable' }]);
    expect(performance.now() - startedAt).toBeLessThan(40_000);
    expect(browsersOf(line)).toEqual([]);
  }, 100_000);

  it('WWI12 pairs, hears, sends, is killed, comes back with its pairing, sends again, and is logged out', async () => {
    const line = await newLine();
    const first = start(line);
    await vi.waitFor(() => expect(line.reports.at(-1)?.state).toBe('pairing'), patience);
    expect(line.reports.at(-1)).toEqual({
      state: 'pairing',
      qr: '2@REF,KEY,KEY,SECRET,1',
    });
    await first.page('double.pair()');
    await vi.waitFor(() => expect(line.reports.at(-1)?.state).toBe('connected'), patience);
    expect(line.reports.at(-1)).toEqual({ state: 'connected', label: '+4930901820' });

    await first.page(`double.receive('4915112345678@c.us', 'A1', { body: 'Guten Tag 👋' })`);
    await first.page(`double.receive('4915112345678@c.us', 'A2', { type: 'ciphertext' })`);
    await first.page(
      `double.change('false_4915112345678@c.us_A2', { type: 'chat', body: 'Hilfe' })`,
    );
    await first.page(
      `double.receive('4915112345678@c.us', 'A3', { type: 'document', directPath: '/v/bytes', caption: 'a.txt',
        filename: 'a.txt', mimetype: 'text/plain', size: 8, mediaData: { mediaStage: 'RESOLVED' } })`,
    );
    await vi.waitFor(() => expect(line.events).toHaveLength(4), patience);
    expect(line.events).toMatchObject([
      {
        externalId: 'false_4915112345678@c.us_A1',
        sender: { urn: 'whatsapp:4915112345678', displayName: 'Anna' },
        content: { text: 'Guten Tag 👋' },
      },
      { type: 'ignored', reason: 'ciphertext' },
      { externalId: 'false_4915112345678@c.us_A2', content: { text: 'Hilfe' } },
      { content: { kind: 'document', text: null, attachments: [{ fileName: 'a.txt' }] } },
    ]);
    const media = { kind: 'document', ref: 'false_4915112345678@c.us_A3' } as const;
    const fetched = await whatsappWeb.fetchMedia(media, {}, { ...call(line), maxBytes: 100 });
    expect(fetched).toEqual({
      bytes: Buffer.from('/v/bytes'),
      mimeType: 'text/plain',
      fileName: 'a.txt',
    });

    expect(await whatsappWeb.send(reply('whatsapp:4915112345678'), {}, call(line))).toEqual({
      parts: [{ externalId: 'true_4915112345678@c.us_3EB0000001' }],
    });
    await first.page(`double.change('true_4915112345678@c.us_3EB0000001', { ack: 2 })`);
    await vi.waitFor(() => expect(line.events).toHaveLength(6), patience);
    expect(line.events.slice(4)).toMatchObject([
      { type: 'ignored', reason: 'own_echo' },
      { type: 'status.reported', status: 'delivered' },
    ]);
    await expect(
      whatsappWeb.send(reply('whatsapp:4915112345000'), {}, call(line)),
    ).rejects.toMatchObject({ code: 'contact_unreachable' });

    // What localStorage took is written to disk within some seconds.
    await vi.waitFor(() => expect(isOnDisk(line, 'paired')).toBe(true), patience);
    const [pid = 0] = browsersOf(line);
    process.kill(pid, 'SIGKILL');
    await first.over;
    expect(line.reports.at(-1)).toEqual({ state: 'lost', reason: 'browser_gone' });
    expect(browsersOf(line)).toEqual([]);
    expect(line.session).not.toBeNull();

    const again = await newLine(line.session);
    const second = start(again);
    await vi.waitFor(() => expect(again.reports.at(-1)?.state).toBe('connected'), patience);
    expect(again.reports.map(({ state }) => state)).toEqual(['starting', 'connected']);
    const resent = await whatsappWeb.send(reply('whatsapp:4915112345678'), {}, call(again));
    expect(resent.parts).toHaveLength(1);
    // The page is closed before it can say that it did so.
    await Promise.allSettled([second.page('double.unpair()'), second.over]);
    expect(again.reports.at(-1)).toEqual({
      state: 'ended',
      code: 'logged_out',
      reason: 'unpaired',
    });
    expect(again.session).toBeNull();
    expect(browsersOf(again)).toEqual([]);
  }, 150_000);

  it('a line that is to end while its browser is being started leaves none behind', async () => {
    const line = await newLine();
    const { over } = start(line);
    await vi.waitFor(() => expect(browsersOf(line).length).toBeGreaterThan(0), patience);
    line.abort('stopped');
    await over;
    expect(browsersOf(line)).toEqual([]);
    expect(line.reports).toEqual([{ state: 'starting' }]);
  }, 100_000);
});

const patience = { timeout: 30_000, interval: 20 };

async function newLine(session: Buffer | null = null): Promise<FakeLine> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-browser-'));
  folders.push(folder);
  return createFakeLine(folder, session);
}

type Client = InstanceType<WebLibrary['Client']>;

/** Runs a line whose browser gets the double instead of WhatsApp Web. */
function start(line: FakeLine) {
  let client: Client | undefined;
  const over = run(line, { onClient: (made) => (client = made) });
  async function page(script: string): Promise<void> {
    const { pupPage } = client as unknown as {
      pupPage: { evaluate(script: string): Promise<void> };
    };
    await pupPage.evaluate(script);
  }
  return { over, page };
}

async function run(
  line: FakeLine,
  { hasNetwork = true, onClient }: { hasNetwork?: boolean; onClient?: (client: Client) => void },
): Promise<void> {
  const executablePath = await confinedBrowser(line.scratchFolder);
  await listen({}, line, {
    findBrowser: () => executablePath,
    openClient: (options) =>
      openClient(options, () => (hasNetwork ? libraryWithDouble(line, onClient) : loadLibrary())),
    now: () => new Date(),
    timing: standardTiming,
  });
}

/** The library answers the page's request itself, from what it takes for its cache. */
async function libraryWithDouble(
  { scratchFolder }: FakeLine,
  onClient: ((client: Client) => void) | undefined,
): Promise<WebLibrary | null> {
  const library = await loadLibrary();
  if (!library) return null;
  const path = join(scratchFolder, 'cache');
  await mkdir(path, { recursive: true });
  const html = await readFile(new URL('page-double.html', import.meta.url));
  await writeFile(join(path, 'double.html'), html);
  const webVersionCache = { type: 'local', path, strict: true };
  return {
    ...library,
    Client: class extends library.Client {
      constructor(options: Record<string, unknown>) {
        super({ ...options, webVersion: 'double', webVersionCache });
        onClient?.(this);
      }
    },
  };
}

/** A browser that can reach nobody, whatever network this machine has. */
async function confinedBrowser(folder: string): Promise<string> {
  const path = join(folder, 'browser');
  const rules = '--host-resolver-rules="MAP * ~NOTFOUND"';
  await writeFile(path, `#!/bin/sh\nexec ${browser} ${rules} "$@"\n`);
  await chmod(path, 0o700);
  return path;
}

/** The system's, else the one that comes as a package, with the libraries that it brings. */
async function someBrowser(): Promise<string | null> {
  const installed = findBrowser();
  if (installed) return installed;
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const path = await packaged.executablePath().catch(() => '');
  return existsSync(path)
    ? `env LD_LIBRARY_PATH=${process.env['LD_LIBRARY_PATH'] ?? ''} ${path}`
    : null;
}

/** Process ids of everything that was started with this line's profile, the browser itself first. */
function browsersOf({ scratchFolder }: FakeLine): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes(`--user-data-dir=${scratchFolder}/`))
    .map(Number)
    .sort((a, b) => a - b);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function isOnDisk({ scratchFolder }: FakeLine, word: string): boolean {
  const folder = join(scratchFolder, 'profile/Default/Local Storage/leveldb');
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(word));
}

function call({ connection, signal }: FakeLine): CallContext {
  return { apiRoot: undefined, apiVersion: undefined, signal, connection, record: () => undefined };
}

function reply(urn: string): OutboundMessage {
  return {
    deliveryId: '018f0000-0000-7000-8000-0000000000d1',
    partIndex: 0,
    to: { urn, messenger: 'whatsapp' },
    text: 'Wie können wir helfen?',
    attachments: [],
    replyToExternalId: null,
    statusUrl: null,
  };
}
