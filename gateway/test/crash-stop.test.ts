import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCrashScene, type CrashScene } from './crash-scene.ts';
import { waitFor } from './wait-for.ts';

describe('a process that is asked to stop while it sends', { timeout: 60_000 }, () => {
  let scene: CrashScene;

  beforeAll(async () => {
    scene = await openCrashScene();
  });
  afterAll(() => scene?.stop());

  it('terminated during a call that ends soon: it ends, the exit code is 0, the result is written', async () => {
    const { user, conversationId } = await scene.writeIn();
    scene.telegram.failNext({ method: 'sendMessage', delayMs: 1000 });
    const message = await scene.reply(conversationId, 'Noch eben');
    const behind = await scene.reply(conversationId, 'Später');
    await waitFor('the call', () => scene.sentTo(user).length === 1);
    const { code, elapsedMs } = await scene.app.terminate();
    expect(code).toBe(0);
    expect(elapsedMs).toBeLessThan(5000);
    await scene.restart();
    expect((await scene.becomes(message, 'accepted')).parts).toHaveLength(1);
    await scene.becomes(behind, 'accepted');
    expect(scene.sentTo(user)).toEqual(['Noch eben', 'Später']);
  });

  it('terminated during a call that hangs: exit code 0 within five seconds, and nobody claims to know what became of it', async () => {
    const { user, conversationId } = await scene.writeIn();
    scene.telegram.failNext({ method: 'sendMessage', hang: true });
    const message = await scene.reply(conversationId, 'Hängt');
    await waitFor('the call', () => scene.sentTo(user).length === 1);
    const { code, elapsedMs } = await scene.app.terminate();
    expect([code, scene.app.output().includes('stopping took too long')]).toEqual([0, false]);
    expect(elapsedMs).toBeLessThan(5000);
    await scene.restart();
    await scene.becomes(message, 'unknown', 5000);
    expect(scene.sentTo(user)).toEqual(['Hängt']);
  });
});
