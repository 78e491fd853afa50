import { access, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel, ChannelKind } from '../contract/channel.ts';
import type { Pairing } from '../contract/pairing.ts';
import { addLineDouble, riskTexts, sessionCanary, type LineDouble } from './line-double.ts';
import { addSimulator } from './phone.ts';
import { addMember, addOrganization } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const kind = 'paired-phone';

describe('a channel that is paired with a phone', () => {
  let app: TestApp;
  let double: LineDouble;
  let channel: Channel;

  beforeAll(async () => {
    double = addLineDouble(kind);
    app = await startTestApp({}, { sendTimeoutMs: 5000, lines: { pairingTimeoutMs: 2500 } });
  });
  afterAll(async () => {
    await app?.stop();
    double.remove();
  });

  const call = <T = Pairing>(method: string, path: string, body?: unknown) =>
    app.api.request<T>(method, `/api/channels/${channel.id}${path}`, body);
  const pairing = async () => (await call('GET', '/pairing')).body;
  const becomes = (state: Pairing['state']) =>
    waitFor(`the line to be ${state}`, async () => {
      const now = await pairing();
      return now.state === state && now;
    });
  const pair = async () => {
    expect((await call('POST', '/pair', { method: 'qr' })).status).toBe(200);
    const before = await becomes('pairing');
    double.last().scan();
    await becomes('connected');
    return before;
  };
  const stored = async () => {
    const { rows } = await app.context.database.servicePool.query(
      'select * from channel_line where channel_id = $1',
      [channel.id],
    );
    return rows[0];
  };

  it('is off by default: without the accepted risk none is created, with it who accepted is kept and shown', async () => {
    const { items } = await app.api.ok<{ items: ChannelKind[] }>('GET', '/api/channel-kinds');
    expect(items.find((item) => item.kind === kind)).toMatchObject({
      hasPairing: true,
      risk: riskTexts,
    });
    expect(items.find((item) => item.kind === 'simulator')).toMatchObject({
      hasPairing: false,
      risk: null,
    });
    for (const acceptedRisk of [undefined, false]) {
      const refused = await app.api.request('POST', '/api/channels', {
        kind,
        name: 'Phone',
        acceptedRisk,
      });
      expect(refused).toMatchObject({
        status: 422,
        body: { code: 'validation_failed', issues: [{ path: 'body.acceptedRisk' }] },
      });
    }
    expect((await app.api.ok<{ items: [] }>('GET', '/api/channels')).items).toEqual([]);

    channel = await app.api.ok<Channel>('POST', '/api/channels', {
      kind,
      name: 'Phone',
      acceptedRisk: true,
    });
    expect(channel.status).toBe('unverified');
    const { counselor } = await app.api.ok<{ counselor: { displayName: string } }>(
      'GET',
      '/api/me',
    );
    expect(await pairing()).toMatchObject({
      state: 'unpaired',
      qr: null,
      code: null,
      risk: { acceptedBy: counselor.displayName, isCurrent: true },
    });
    const acceptedAt = Date.parse((await pairing()).risk?.acceptedAt ?? '');
    expect(Math.abs(Date.now() - acceptedAt)).toBeLessThan(60_000);
    // Nothing runs before somebody asks to pair it.
    expect(double.runs).toEqual([]);

    double.adapter.risk = { ...riskTexts, en: 'Another text.' };
    expect((await pairing()).risk?.isCurrent).toBe(false);
    double.adapter.risk = riskTexts;
  });

  it('shows the code to scan, and is connected once it was scanned; each step is told to the browser', async () => {
    const events: string[] = [];
    const stopHearing = app.context.hub.subscribeAll(({ event }) => {
      if (event.channelId === channel.id) events.push(event.type);
    });
    await call('POST', '/pair', { method: 'qr' });
    expect(await becomes('pairing')).toMatchObject({ qr: 'qr-canary-1', code: null });
    const run = double.last();
    expect(run.line).toMatchObject({ channelId: channel.id, pairingNumber: null });
    expect(run.found).toEqual([]);
    await run.report({ state: 'pairing', qr: 'qr-canary-2' });
    expect((await pairing()).qr).toBe('qr-canary-2');
    run.scan();
    expect(await becomes('connected')).toMatchObject({ qr: null, label: '+49301234' });
    expect(await app.api.ok('GET', `/api/channels/${channel.id}`)).toMatchObject({
      status: 'active',
      label: '+49301234',
      problem: null,
    });
    await waitFor('every step to be told', () => events.length >= 5);
    expect(new Set(events)).toEqual(new Set(['channel.updated']));
    stopHearing();
    expect(double.runs).toHaveLength(1);
    expect((await call('POST', '/pair', { method: 'qr' })).status).toBe(409);
  });

  it('keeps its session sealed: neither the database nor the data folder holds a readable byte of it', async () => {
    const { session } = await stored();
    expect(session.length).toBeGreaterThan(sessionCanary.length);
    expect(session.includes(sessionCanary)).toBe(false);
    const { scratchFolder } = double.last().line;
    expect((await stat(scratchFolder)).mode & 0o777).toBe(0o700);
    const files = await filesBelow(app.dataDir);
    for (const file of files.filter((file) => !file.startsWith(scratchFolder)))
      expect((await readFile(file)).includes(sessionCanary), file).toBe(false);
    const log = app.log.join('');
    expect(log).toContain('line reported');
    for (const secret of [sessionCanary, 'qr-canary', '+49301234'])
      expect(log.includes(secret), secret).toBe(false);
  });

  it('switched off it stops at once, switched on it goes on with its session', async () => {
    const run = double.last();
    const { scratchFolder } = run.line;
    await app.api.ok('PATCH', `/api/channels/${channel.id}`, { isDisabled: true });
    await waitFor('the run to end', () => run.isOver, 2000);
    expect(run.line.signal.reason).toBe('disabled');
    expect((await pairing()).state).toBe('disabled');
    await waitFor('the folder to go', () => isGone(scratchFolder));
    expect((await call('POST', '/pair', { method: 'qr' })).status).toBe(409);

    await app.api.ok('PATCH', `/api/channels/${channel.id}`, { isDisabled: false });
    await becomes('connected');
    expect(double.runs).toHaveLength(2);
    expect(double.last().session?.toString()).toContain(sessionCanary);
  });

  it('disconnected its session is gone, and pairing begins anew, by code when a number is given', async () => {
    const run = double.last();
    expect(await call('POST', '/unpair')).toMatchObject({
      body: { state: 'unpaired', label: null },
    });
    await waitFor('the run to end', () => run.isOver, 2000);
    expect(run.line.signal.reason).toBe('unpaired');
    // A straggler of the old run is not heard.
    await run.line.saveSession(Buffer.from('late'));
    await run.report({ state: 'connected', label: 'late' });
    expect(await stored()).toMatchObject({ session: null, state: 'unpaired', worker_key: null });

    for (const number of ['', '0301234567', '+49 30 1234567', 'abc'])
      expect((await call('POST', '/pair', { method: 'code', number })).status).toBe(422);
    expect((await call('POST', '/pair', { method: 'code', number: '49301234567' })).status).toBe(
      200,
    );
    expect(await becomes('pairing')).toMatchObject({ qr: null, code: 'CODE-4567' });
    expect(double.last()).toMatchObject({ session: null, line: { pairingNumber: '49301234567' } });
    const { pairing: shown, pairing_number: number } = await stored();
    expect(Buffer.concat([shown, number]).toString('latin1')).not.toMatch(/CODE-4567|49301234567/);
  });

  it('a pairing that nobody completes is given up: nothing runs until it is asked for again', async () => {
    const run = double.last();
    const { reason } = await becomes('unpaired');
    expect(reason).toBe('pairing_expired');
    await waitFor('the run to end', () => run.isOver);
    const { length } = double.runs;
    await pair();
    expect(double.runs).toHaveLength(length + 1);
  });

  it('is managed by administrators of its own organization; other kinds have nothing to pair', async () => {
    const counselor = await addMember(app, 'counselor');
    const outsider = await addOrganization(app);
    const simulator = await addSimulator(app.api);
    const requests: [string, string, unknown][] = [
      ['GET', 'pairing', undefined],
      ['POST', 'pair', { method: 'qr' }],
      ['POST', 'unpair', undefined],
    ];
    for (const [method, name, body] of requests) {
      const path = `/api/channels/${channel.id}/${name}`;
      expect((await counselor.api.request(method, path, body)).status, name).toBe(403);
      expect((await outsider.api.request(method, path, body)).status, name).toBe(404);
      const other = `/api/channels/${simulator.id}/${name}`;
      expect((await app.api.request(method, other, body)).status, name).toBe(404);
    }
    expect((await pairing()).state).toBe('connected');
  });

  it('deleted its line ends at once, and its session and folder are gone', async () => {
    const run = double.last();
    await app.api.ok('DELETE', `/api/channels/${channel.id}`);
    await waitFor('the run to end', () => run.isOver, 2000);
    expect(run.line.signal.reason).toBe('deleted');
    expect(await stored()).toBeUndefined();
    await waitFor('the folder to go', () => isGone(run.line.scratchFolder));
    expect((await call('GET', '/pairing')).status).toBe(404);
  });
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function isGone(path: string): Promise<boolean> {
  return access(path).then(
    () => false,
    () => true,
  );
}
