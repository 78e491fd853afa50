import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Running } from '../start.ts';
import { signIn } from './api-client.ts';
import { addLineDouble, type LineDouble } from './line-double.ts';
import type { Page } from './messengers.ts';
import { reply } from './phone.ts';
import { createInstallation, type Installation, type SpawnedApp } from './spawned-app.ts';
import { admin, freePort, startOn } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('a worker that is killed', { timeout: 90_000 }, () => {
  type Told = { what: string; pid: number };
  const told: Told[] = [];
  const wire = createServer((request, response) => {
    void json(request).then((body) => {
      told.push(body as Told);
      response.end();
    });
  });
  const survivors: Running[] = [];
  let installation: Installation;
  let victim: SpawnedApp;
  let double: LineDouble;
  let dataDir: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    dataDir = await mkdtemp(join(tmpdir(), 'lotse-lines-'));
    installation = await createInstallation({
      DATA_DIR: dataDir,
      LINE_WIRE_URL: `http://127.0.0.1:${(wire.address() as AddressInfo).port}`,
      NODE_OPTIONS: `--import ${new URL('line-preload.ts', import.meta.url).href}`,
    });
    victim = await installation.start();
    double = addLineDouble('wired-line');
  });
  afterAll(async () => {
    for (const survivor of survivors) await survivor.stop();
    await installation?.stop();
    wire.close();
    double.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** A process of the same installation that lives in this one: the double is its adapter. */
  async function addSurvivor(role: string): Promise<string> {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      ROLE: role,
      PORT: port,
      INTERNAL_PORT: '0',
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
    };
    const lines = { everyMs: 500 };
    const tuning = { sendTimeoutMs: 5000, lines };
    survivors.push(await startOn(installation.database, environment, [], tuning));
    return url;
  }

  it('WWI12 kill -9: another takes the line over with its session, sends go through it, and what lay in the folder is removed', async () => {
    const api = await victim.signIn();
    const channel = await api.ok<Channel>('POST', '/api/channels', {
      kind: 'wired-line',
      name: 'Line',
    });
    await api.ok('POST', `/api/channels/${channel.id}/pair`, { method: 'qr' });
    const conversation = await waitFor('the first message', async () => {
      const path = `/api/conversations?status=all&channelId=${channel.id}`;
      return (await api.ok<Page<Conversation>>('GET', path)).items[0];
    });
    expect(told).toMatchObject([{ what: 'listens', pid: victim.pid }]);
    const url = await addSurvivor('all');
    const folders = () => readdir(join(dataDir, 'lines'));
    expect(await folders()).toHaveLength(1);
    expect(double.runs).toEqual([]);

    await victim.kill();
    const killedAt = performance.now();
    await waitFor('the survivor to be connected', () => double.runs[0]?.isConnected, 10_000);
    // Two looks, half a second apart: with five seconds between them it is well within thirty.
    expect(performance.now() - killedAt).toBeLessThan(5000);
    expect(double.last().session?.toString()).toBe('wired');

    const survivor = await signIn(url, admin.email, admin.password);
    expect((await reply(survivor, conversation.id, { text: 'Antwort' })).status).toBe(201);
    await waitFor('the answer', () => double.sent.length === 1);
    expect(double.sent[0]).toMatchObject({ text: 'Antwort', run: double.last() });

    expect(await folders()).toHaveLength(2);
    await addSurvivor('worker');
    expect(await folders()).toEqual([basename(double.last().line.scratchFolder)]);
  });
});
