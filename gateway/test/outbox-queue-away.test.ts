import { createServer, connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addCorrespondent, reply, requestsTo, waitForStatus } from './correspondents.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { freePort } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const redisUrl = inject('redisUrl');

describe('a Redis that was never there', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
  });
  afterAll(() => all?.stop());

  it('X05 a message is stored, a reply accepted, and the sweeper delivers it', async () => {
    const person = await addCorrespondent(all, 'telegram');
    const startedAt = performance.now();
    const message = await reply(all, person, { text: 'Trotzdem' });
    expect(performance.now() - startedAt).toBeLessThan(3000);
    await waitForStatus(all, message, 'accepted', 15_000);
    expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['Trotzdem']);
    expect(all.app.log.some((line) => line.includes('wake-up lost'))).toBe(true);
  });

  it('the process says that it lives and that it is not ready', async () => {
    expect((await fetch(`${all.app.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${all.app.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unavailable', database: 'ok', queue: 'unavailable' },
    ]);
  });
});

describe.runIf(redisUrl !== null)('a Redis that goes and comes back', () => {
  let all: Messengers;
  let redis: Awaited<ReturnType<typeof openProxy>>;

  beforeAll(async () => {
    redis = await openProxy(new URL(redisUrl ?? ''));
    all = await startMessengers({ REDIS_URL: redis.url });
  });
  afterAll(async () => {
    await all?.stop();
    await redis?.cut();
  });

  it('X05 while it is away messages are stored and delivered by the sweeper; afterwards at once again', async () => {
    const isReady = async () => (await fetch(`${all.app.url}/readyz`)).status === 200;
    await waitFor('Redis to be used', isReady);
    await redis.cut();
    await waitFor('the loss to be seen', async () => !(await isReady()));

    const person = await addCorrespondent(all, 'sms');
    const [one, two] = [
      await reply(all, person, { text: 'eins' }),
      await reply(all, person, { text: 'zwei' }),
    ];
    await waitForStatus(all, one, 'accepted', 15_000);
    await waitForStatus(all, two, 'accepted');
    expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['eins', 'zwei']);

    await redis.restore();
    await waitFor('Redis to be back', isReady, 15_000);
    await waitForStatus(all, await reply(all, person, { text: 'drei' }), 'accepted', 15_000);
    expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['eins', 'zwei', 'drei']);
  });
});

/** Stands before a server and can be taken away and put back. */
async function openProxy(target: URL) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port || 6379), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}${target.pathname}`,
    async cut() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    restore: () => listen(port),
  };
}
