import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../contract/message.ts';
import type { Running } from '../start.ts';
import { addLineDouble, type LineDouble } from './line-double.ts';
import { openLineScene, type LineScene } from './line-scene.ts';
import { startOn, startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('a line among several workers', () => {
  let app: TestApp;
  let double: LineDouble;
  let scene: LineScene;
  const workers: Running[] = [];
  const tuning = { sendTimeoutMs: 5000, lines: { everyMs: 300 } };
  const addWorker = async () => {
    const worker = await startOn(
      app.database,
      { ...app.environment, ROLE: 'worker' },
      app.log,
      tuning,
    );
    workers.push(worker);
    return worker;
  };

  beforeAll(async () => {
    double = addLineDouble('shared-line');
    app = await startTestApp({ ROLE: 'web' });
    await addWorker();
    await addWorker();
    scene = await openLineScene(app, double);
  });
  afterAll(async () => {
    for (const worker of workers) await worker.stop();
    await app?.stop();
    double.remove();
  });

  const holds = ({ context }: Running) =>
    context.lines.connectionOf(scene.channel.id) !== undefined;

  it('is held by one of them, and what is sent goes through that one', async () => {
    expect(workers.filter(holds)).toHaveLength(1);
    const people = [
      await scene.addPerson('491511111111'),
      await scene.addPerson('491511111112'),
      await scene.addPerson('491511111113'),
    ];
    const messages: Message[] = [];
    for (const id of [...people, ...people]) messages.push(await scene.answer(id, `an ${id}`));
    for (const message of messages) await scene.waitForDelivery(message, 'accepted');
    expect(double.sent).toHaveLength(6);
    expect(double.runs).toHaveLength(1);
  });

  it('goes over to another when its worker stops, with its session, never held twice', async () => {
    const first = double.last();
    const holder = workers.findIndex(holds);
    await workers.splice(holder, 1)[0]?.stop();
    expect(first.line.signal.reason).toBe('stopped');
    await waitFor('another to hold it', () => workers.some(holds), 3000);
    await scene.becomes('connected');
    expect(double.runs).toHaveLength(2);
    expect(double.last().session).not.toBeNull();
    expect(double.mostAtOnce()).toBe(1);
    const id = await scene.addPerson('491511111114');
    await scene.waitForDelivery(await scene.answer(id, 'weiter'), 'accepted');
    expect(double.sent.at(-1)?.run).toBe(double.last());
  });

  it('is left by a worker that was taken for dead, as soon as it sees so', async () => {
    const first = double.last();
    await app.context.database.servicePool.query(
      'update channel_line set holder_key = 1, worker_key = 1 where channel_id = $1',
      [scene.channel.id],
    );
    await waitFor('the run to end', () => first.isOver);
    expect(first.line.signal.reason).toBe('replaced');
    // Nobody living has the key 1: the line is taken again.
    await waitFor('a new run', () => double.last() !== first && double.last().isConnected);
    expect(double.mostAtOnce()).toBe(1);
  });
});
