import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createFakeClient, createFakeLine, openedClient } from './fake-client.ts';
import { listen } from './listen.ts';
import { anna, at, now, patient, removeFolders, savedPairing, startLine } from './line-scene.ts';

afterAll(removeFolders);

describe('from pairing to the end', () => {
  it('shows a QR code, then stands, and ends on request with the pairing saved and the browser closed', async () => {
    const { line, client, opened, over, folder, initialized, connect } = await startLine();
    await initialized();
    client.emit('qr', '2@abc,def');
    await connect();
    expect(line.reports).toEqual([
      { state: 'starting' },
      { state: 'pairing', qr: '2@abc,def' },
      { state: 'connected', label: '+4930901820' },
    ]);
    expect(line.connection).toBeDefined();
    const profile = join(folder, 'profile/Default/IndexedDB/web');
    await mkdir(profile, { recursive: true });
    await writeFile(join(profile, '000003.log'), 'keys');
    line.abort('stopped');
    await over;
    expect(opened.isClosed).toBe(true);
    expect(line.connection).toBeUndefined();
    expect(line.reports).toHaveLength(3);
    expect(line.session?.length).toBeGreaterThan(20);
    expect(client.callsOf('logout')).toHaveLength(0);

    const again = await startLine({ session: line.session });
    await again.initialized();
    const restored = join(again.folder, 'profile/Default/IndexedDB/web/000003.log');
    expect(await readFile(restored, 'utf8')).toBe('keys');
    again.line.abort('stopped');
    await again.over;
    // It was never connected: what is stored stays as it is.
    expect(again.line.session).toBe(line.session);
  });

  it('pairs by code when there is a number', async () => {
    const { line, client, opened, over, initialized } = await startLine({
      prepare: (line) => {
        line.pairingNumber = '4930901820';
      },
    });
    await initialized();
    expect(opened.options?.pairingNumber).toBe('4930901820');
    client.emit('code', 'ABCD1234');
    expect(line.reports.at(-1)).toEqual({ state: 'pairing', code: 'ABCD1234' });
    line.abort('stopped');
    await over;
    expect(line.session).toBeNull();
  });

  it('ends when WhatsApp makes no new QR code any more', async () => {
    const { line, client, over, initialized } = await startLine({ timing: { checkMs: 5 } });
    await initialized();
    client.state = 'UNPAIRED';
    client.emit('qr', '2@abc');
    await vi.waitFor(() => expect(client.callsOf('getState').length).toBeGreaterThan(1));
    expect(line.reports.at(-1)).toMatchObject({ state: 'pairing' });
    client.state = 'UNPAIRED_IDLE';
    await over;
    expect(line.reports.at(-1)).toEqual({
      state: 'ended',
      code: 'logged_out',
      reason: 'qr_expired',
    });
  });

  it('is unpaired on request: logged out on the phone, nothing saved', async () => {
    const { line, client, over, connect } = await startLine();
    await connect();
    line.abort('unpaired');
    await over;
    expect(client.callsOf('logout')).toHaveLength(1);
    expect(line.session).toBeNull();
  });

  it('without a browser, or without the library, it says what is missing', async () => {
    const { line, over } = await startLine({ findBrowser: () => null });
    await over;
    expect(line.reports.at(-1)).toEqual({
      state: 'ended',
      code: 'misconfigured',
      reason: 'browser_missing',
    });
    const other = createFakeLine('/nowhere');
    const timing = patient;
    await listen({}, other, {
      findBrowser: () => '/usr/bin/chromium',
      openClient: async () => null,
      now: () => now,
      timing,
    });
    expect(other.reports.at(-1)).toEqual({
      state: 'ended',
      code: 'misconfigured',
      reason: 'library_missing',
    });
  });
});

describe('WWI11 over until a person acts: reported once, nothing goes on by itself', () => {
  it.each([
    ['LOGOUT', 'logged_out', true],
    ['UNPAIRED', 'logged_out', true],
    ['CONFLICT', 'logged_out', false],
    ['TOS_BLOCK', 'account_limited', false],
    ['SMB_TOS_BLOCK', 'account_limited', false],
    ['PROXYBLOCK', 'account_limited', false],
  ])('%s is %s, and the pairing is forgotten: %s', async (reason, code, isForgotten) => {
    const session = await savedPairing();
    const { line, client, opened, over, connect } = await startLine({ session });
    await connect();
    client.emit('disconnected', reason);
    await over;
    expect(line.reports.slice(1)).toEqual([
      { state: 'connected', label: '+4930901820' },
      { state: 'ended', code, reason: reason.toLowerCase() },
    ]);
    expect(opened.isClosed).toBe(true);
    expect(line.session === null).toBe(isForgotten);
    expect(client.callsOf('initialize')).toHaveLength(1);
  });

  it('a pairing that WhatsApp refuses, and a QR code although there is a pairing, are a logout', async () => {
    const refused = await startLine({ session: await savedPairing() });
    await refused.initialized();
    refused.client.emit('auth_failure', 'x');
    await refused.over;
    expect(refused.line.reports.at(-1)).toMatchObject({
      state: 'ended',
      code: 'credentials_failed',
    });
    expect(refused.line.session).toBeNull();
    const asked = await startLine({ session: await savedPairing() });
    await asked.initialized();
    asked.client.emit('qr', '2@abc');
    await asked.over;
    expect(asked.line.reports.slice(1)).toEqual([
      { state: 'ended', code: 'logged_out', reason: 'unpaired' },
    ]);
    expect(asked.line.session).toBeNull();
  });
});

describe('WWI12 lost, and worth another try', () => {
  it('a browser that is killed is noticed, and the connection taken away', async () => {
    const session = await savedPairing();
    const { line, opened, over, connect } = await startLine({ session });
    await connect();
    opened.options?.onGone('browser_gone');
    await over;
    expect(line.reports.at(-1)).toEqual({ state: 'lost', reason: 'browser_gone' });
    expect(line.connection).toBeUndefined();
    expect(opened.isClosed).toBe(true);
    expect(line.session).not.toBeNull();
  });

  it.each([
    [new Error('net::ERR_NAME_NOT_RESOLVED at https://web.whatsapp.com/'), 'unreachable'],
    ['auth timeout', 'start_timeout'],
    [new Error('Failed to launch the browser process'), 'browser_failed'],
  ])('a start that fails: %s', async (error, reason) => {
    const client = createFakeClient();
    client.once('initialize', () => {
      throw error;
    });
    const { line, over } = await startLine({ client });
    await over;
    expect(line.reports).toEqual([{ state: 'starting' }, { state: 'lost', reason }]);
  });

  it('a start without any sign of life, and a page that does not answer any more', async () => {
    const silent = await startLine({ timing: { startSilenceMs: 20 } });
    await silent.over;
    expect(silent.line.reports.at(-1)).toEqual({ state: 'lost', reason: 'start_timeout' });

    const clock = { time: now.getTime() };
    const client = createFakeClient();
    const line = createFakeLine(join(tmpdir(), 'lotse-none'));
    const opened = openedClient(client);
    const over = listen({}, line, {
      findBrowser: () => '/usr/bin/chromium',
      openClient: opened.open,
      now: () => new Date(clock.time),
      timing: { ...patient, checkMs: 5, deadMs: 60_000 },
    });
    await vi.waitFor(() => expect(client.callsOf('initialize')).toHaveLength(1));
    client.emit('ready');
    await vi.waitFor(() => expect(client.callsOf('getState').length).toBeGreaterThan(2));
    expect(line.reports.at(-1)).toMatchObject({ state: 'connected' });
    client.state = 'TIMEOUT';
    clock.time += 60_001;
    await over;
    expect(line.reports.at(-1)).toEqual({ state: 'lost', reason: 'not_responding' });
  });

  it('what cannot be stored is tried again; when it stays so, nothing overtakes it and the line is given up', async () => {
    let failures = 2;
    const { line, client, over, connect } = await startLine({
      prepare: (line) => {
        const { emit } = line;
        line.emit = async (events) => {
          if (failures-- > 0) throw new Error('no database');
          await emit(events);
        };
      },
    });
    await connect();
    client.emit('message', at('2026-11-22T11:00:00Z', 'A'));
    await vi.waitFor(() => expect(line.events).toHaveLength(1));
    failures = Infinity;
    client.emit('message', at('2026-11-22T11:00:01Z', 'B'));
    await over;
    client.emit('message', at('2026-11-22T11:00:02Z', 'C'));
    expect(line.reports.at(-1)).toEqual({ state: 'lost', reason: 'not_stored' });
    expect(line.events).toMatchObject([{ content: { text: 'A' } }]);
  });
});

describe('the pairing', () => {
  it('is saved while the line stands, with what belongs to it', async () => {
    const { line, client, over, connect } = await startLine({
      timing: { firstSaveMs: 5, saveMs: 10, decryptGraceMs: 1 },
    });
    client.numbers.set('88001122334455@lid', '4917611122233@c.us');
    await connect();
    await vi.waitFor(() => expect(line.session).not.toBeNull());
    client.emit('message', at('2026-11-22T11:58:00Z', 'A', {}, '88001122334455@lid'));
    const closed = at('2026-11-22T11:58:00Z', 'B', { type: 'ciphertext' });
    client.emit('message_ciphertext', closed);
    client.emit('message_ciphertext_failed', closed);
    await vi.waitFor(() => expect(line.events).toHaveLength(3));
    line.abort('stopped');
    await over;

    const again = await startLine({ session: line.session });
    again.client.messages.set(`false_${anna}_B`, at('2026-11-22T11:58:00Z', 'B'));
    await again.connect();
    again.client.emit('message', at('2026-11-22T11:59:00Z', 'C', {}, '88001122334455@lid'));
    await vi.waitFor(() => expect(again.line.events).toHaveLength(3));
    const events = again.line.events.toSorted((a, b) => (a.type < b.type ? -1 : 1));
    expect(events).toMatchObject([
      { type: 'message.deleted', externalId: `false_${anna}_B_ciphertext` },
      { type: 'message.received', sender: { urn: 'whatsapp:4917611122233' } },
      { type: 'message.received', externalId: `false_${anna}_B` },
    ]);
    expect(again.client.callsOf('getContactLidAndPhone')).toHaveLength(0);
    again.line.abort('stopped');
    await again.over;
  });

  it('that cannot be read is as good as none', async () => {
    const { line, client, over, initialized } = await startLine({
      session: Buffer.from('nonsense'),
    });
    await initialized();
    client.emit('qr', '2@abc');
    expect(line.reports.at(-1)).toEqual({ state: 'pairing', qr: '2@abc' });
    line.abort('stopped');
    await over;
  });
});
