import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import { addLineDouble, type LineDouble } from './line-double.ts';
import { openLineScene, type LineScene } from './line-scene.ts';
import { counterValue } from './messengers.ts';
import { reply } from './phone.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const minuteMs = 60_000;

describe('a line that breaks', () => {
  let app: TestApp;
  let double: LineDouble;
  let spaced: LineDouble;
  let scene: LineScene;
  let conversationId: string;

  beforeAll(async () => {
    double = addLineDouble('breaking-line');
    spaced = addLineDouble('spaced-line', { spacing: { minMs: 400, maxMs: 900 } });
    const lines = { everyMs: 200, minBackoffMs: 300, maxBackoffMs: 1200 };
    app = await startTestApp({}, { sendTimeoutMs: 5000, lines });
    scene = await openLineScene(app, double);
    conversationId = await scene.addPerson('491511111111');
  });
  afterAll(async () => {
    await app?.stop();
    double.remove();
    spaced.remove();
  });

  const channelNow = () => app.api.ok<Channel>('GET', `/api/channels/${scene.channel.id}`);
  const sentTexts = () => double.sent.map(({ text }) => text);

  it('WWI12 a lost line is started again after a pause, and what was to be sent meanwhile is sent then', async () => {
    await scene.waitForDelivery(await scene.answer(conversationId, 'vorher'), 'accepted');
    const first = double.last();
    const { listen } = double.adapter;
    double.adapter.listen = (_, line) => line.report({ state: 'lost', reason: 'unreachable' });
    await first.report({ state: 'lost', reason: 'browser_gone' });
    const lost = await scene.becomes('lost');
    expect(['browser_gone', 'unreachable']).toContain(lost.reason);
    expect(first.line.signal.reason).toBe('lost');
    expect(first.isOver).toBe(true);

    const message = await scene.answer(conversationId, 'während des Ausfalls');
    await scene.waitForDelivery(message, 'queued', 'channel_waiting');
    expect(await channelNow()).toMatchObject({ status: 'unverified', problemCode: 'unreachable' });
    if (listen) double.adapter.listen = listen;
    const second = await waitFor('a new run', () => double.runs.at(1));
    await scene.waitForDelivery(message, 'accepted');
    expect(sentTexts()).toEqual(['vorher', 'während des Ausfalls']);
    expect(double.sent.at(-1)?.run).toBe(second);
    expect(await channelNow()).toMatchObject({ status: 'active', problem: null });
    expect(Date.parse(lost.retryAt ?? '') - Date.parse(lost.since)).toBeGreaterThanOrEqual(300);

    // Lost right after it stood, again and again: the pauses stay at their longest, half to whole.
    const pauses: number[] = [];
    for (let losses = 2; losses <= 4; losses++) {
      const before = double.last();
      await scene.becomes('connected');
      await before.report({ state: 'lost', reason: 'browser_gone' });
      const lostAt = Date.now();
      await waitFor('a new run', () => double.last() !== before);
      pauses.push(double.last().startedAt.getTime() - lostAt);
    }
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(550);
    await scene.becomes('connected');
    expect(double.mostAtOnce()).toBe(1);
  });

  it('WWI12 a listener that ends or throws without a word counts as lost', async () => {
    const listen = double.adapter.listen;
    for (const [broken, reason] of [
      [() => Promise.resolve(), 'closed'],
      [() => Promise.reject(new Error('a bug')), 'failed'],
    ] as const) {
      double.adapter.listen = broken;
      await double.last().report({ state: 'lost', reason: 'browser_gone' });
      await waitFor(reason, async () => (await scene.pairing()).reason === reason);
      if (listen) double.adapter.listen = listen;
      await scene.becomes('connected');
    }
  });

  it('WWI10 after ten minutes without a connection the gap is filled from the history, nothing twice', async () => {
    const known = await scene.texts(conversationId);
    expect(known.length).toBeGreaterThan(1);
    await double.last().report({ state: 'lost', reason: 'unreachable' });
    await scene.becomes('lost');
    // Ten minutes ago the last message came; it is in the history, too, and is told again.
    const lastAt = new Date(Date.now() - 10 * minuteMs);
    await app.context.database.servicePool.query(
      'update channel set last_received_at = $2 where id = $1',
      [scene.channel.id, lastAt],
    );
    const minutes = [9, 7, 5, 3, 1];
    for (const ago of minutes) {
      const at = new Date(Date.now() - ago * minuteMs);
      await double.write('491511111111', `vor ${ago} Minuten`, at);
      await double.write('491512222222', `auch vor ${ago} Minuten`, at);
    }
    expect(await scene.texts(conversationId)).toEqual(known);
    const before = await counterValue(app, 'lotse_duplicates_total', { channel: 'breaking-line' });
    await scene.becomes('connected');
    const gap = minutes.map((ago) => `vor ${ago} Minuten`);
    const filled = async () => {
      const texts = await scene.texts(conversationId);
      expect(texts.filter((text) => !text?.startsWith('vor '))).toEqual(known);
      return texts.filter((text) => text?.startsWith('vor '));
    };
    await waitFor('the gap to be filled', async () => (await filled()).length >= gap.length);
    expect(await filled()).toEqual(gap);
    expect(double.last().line.lastReceivedAt).toEqual(lastAt);

    // The same gap read once more changes nothing.
    await double.last().report({ state: 'lost', reason: 'unreachable' });
    await app.context.database.servicePool.query(
      'update channel set last_received_at = $2 where id = $1',
      [scene.channel.id, lastAt],
    );
    await scene.becomes('connected');
    const repeated = minutes.length * 2;
    await waitFor('the history to be read again', async () => {
      const labels = { channel: 'breaking-line' };
      return (await counterValue(app, 'lotse_duplicates_total', labels)) >= before + repeated;
    });
    expect(await filled()).toEqual(gap);
  });

  it('WWI11 logged out: the channel is down, administrators are told, what is to be sent waits, and nothing is tried again', async () => {
    const events: string[] = [];
    const stopHearing = app.context.hub.subscribeAll(({ event }) => {
      if (event.channelId === scene.channel.id) events.push(event.type);
    });
    const sentBefore = sentTexts();
    const run = double.last();
    await run.line.saveSession(null);
    await run.report({ state: 'ended', code: 'logged_out', reason: 'logout' });
    expect(await scene.becomes('ended')).toMatchObject({
      reason: 'logout',
      problemCode: 'logged_out',
      retryAt: null,
    });
    expect(await channelNow()).toMatchObject({
      status: 'credentials_failed',
      problemCode: 'logged_out',
      problem: expect.stringContaining('logout'),
    });
    await waitFor('the alert', () => events.includes('channel.updated'));
    stopHearing();

    const message = await scene.answer(conversationId, 'nach dem Abmelden');
    await scene.waitForDelivery(message, 'queued', 'channel_waiting');
    // Looks at the lines, of which there are several in the meantime, start nothing. So does the button to test it:
    // without a session there is nothing to try.
    const { length } = double.runs;
    const looks = app.log.length;
    await app.api.ok('POST', `/api/channels/${scene.channel.id}/verify`);
    const other = await openLineScene(app, spaced);
    expect(app.log.length).toBeGreaterThan(looks);
    expect(double.runs).toHaveLength(length);
    expect((await scene.pairing()).state).toBe('ended');
    expect(sentTexts()).toEqual(sentBefore);
    await app.api.ok('DELETE', `/api/channels/${other.channel.id}`);

    await app.api.ok('POST', `/api/channels/${scene.channel.id}/pair`, { method: 'qr' });
    await scene.becomes('pairing');
    double.last().scan();
    await scene.waitForDelivery(message, 'accepted');
    expect(sentTexts()).toEqual([...sentBefore, 'nach dem Abmelden']);
    expect(await channelNow()).toMatchObject({ status: 'active', problem: null });
  });

  it('WWI11 taken over elsewhere (CONFLICT) it stays down until an administrator tries again; the session is still good', async () => {
    await double.last().report({ state: 'ended', code: 'logged_out', reason: 'conflict' });
    await scene.becomes('ended');
    const { length } = double.runs;
    await app.api.ok('POST', `/api/channels/${scene.channel.id}/verify`);
    await scene.becomes('connected');
    expect(double.runs).toHaveLength(length + 1);
    expect(double.last().session).not.toBeNull();
  });

  it('WWO02 sends are spaced by chance, only answers to who wrote, never templates or many at once', async () => {
    const quick = await openLineScene(app, spaced);
    const people = [
      await quick.addPerson('491513333331'),
      await quick.addPerson('491513333332'),
      await quick.addPerson('491513333333'),
    ];
    const messages = await Promise.all(
      [...people, ...people].map((id, index) => quick.answer(id, `Antwort ${index}`)),
    );
    for (const message of messages) await quick.waitForDelivery(message, 'accepted');
    expect(spaced.sent).toHaveLength(6);
    const gaps = spaced.sent
      .slice(1)
      .map(({ at }, index) => at.getTime() - (spaced.sent[index]?.at.getTime() ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(370);
    expect(new Set(gaps.map((gap) => Math.round(gap / 5))).size).toBeGreaterThan(1);

    const { status } = await reply(app.api, people[0] ?? '', {
      template: { name: 'werbung', language: 'de', params: { body: [] } },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    // There is no way to write to a number that never wrote.
    const start = { channelId: quick.channel.id, to: 'whatsapp:491519999999', text: 'Hallo' };
    expect([404, 405]).toContain(
      (await app.api.request('POST', '/api/conversations', start)).status,
    );
    expect(spaced.sent).toHaveLength(6);
  }, 30_000);
});
