import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../contract/message.ts';
import { asOwner } from './as-owner.ts';
import { openCrashScene, type CrashScene } from './crash-scene.ts';
import { waitFor } from './wait-for.ts';

describe('a process that is killed while it sends', { timeout: 60_000 }, () => {
  let scene: CrashScene;

  beforeAll(async () => {
    scene = await openCrashScene();
  });
  afterAll(() => scene?.stop());

  it('X07 killed during the call: unknown within ten seconds of the restart, sent once, what is behind it follows', async () => {
    const { user, conversationId } = await scene.writeIn();
    scene.telegram.failNext({ method: 'sendMessage', hang: true });
    const message = await scene.reply(conversationId, 'Unterwegs');
    const behind = await scene.reply(conversationId, 'Dahinter');
    await waitFor('the call', () => scene.sentTo(user).length === 1);
    await scene.app.kill();
    await scene.restart();
    const delivery = await scene.becomes(message, 'unknown', 10_000);
    expect(delivery.failure?.code).toBe('no_answer');
    await scene.becomes(behind, 'accepted');
    expect(scene.sentTo(user)).toEqual(['Unterwegs', 'Dahinter']);

    await scene.api.ok('POST', `/api/messages/${message.id}/retry`);
    await scene.becomes(message, 'accepted');
    expect(scene.sentTo(user)).toEqual(['Unterwegs', 'Dahinter', 'Unterwegs']);
  });

  it('X07 killed after the call, before its result is written: unknown, not sent again', async () => {
    const { user, conversationId } = await scene.writeIn();
    scene.telegram.failNext({ method: 'sendMessage', delayMs: 300 });
    const message = await scene.reply(conversationId, 'Beantwortet');
    await waitFor('the call', () => scene.sentTo(user).length === 1);
    await asOwner(scene.installation.database, async (client) => {
      await client.query('begin');
      await client.query('select from conversation where id = $1 for update', [conversationId]);
      await waitFor('the answer to be read', () =>
        scene.app.output().includes('"path":"/bot{token}/sendMessage","status":200'),
      );
      await scene.app.kill();
      await client.query('rollback');
    });
    await scene.restart();
    await scene.becomes(message, 'unknown', 10_000);
    expect(scene.sentTo(user)).toEqual(['Beantwortet']);
  });

  it('X06 killed right after a reply was accepted: it is sent after the restart, once', async () => {
    const { user, conversationId } = await scene.writeIn();
    const texts = ['eins', 'zwei', 'drei'];
    const messages: Message[] = [];
    // The first waits, so that the others are still in the mailbox when the process dies.
    scene.telegram.failNext({
      method: 'sendMessage',
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests',
        parameters: { retry_after: 1 },
      },
    });
    for (const text of texts) messages.push(await scene.reply(conversationId, text));
    await waitFor('the first try', () => scene.sentTo(user).length === 1);
    await scene.becomes(messages[0] as Message, 'queued');
    await scene.app.kill();
    await scene.restart();
    for (const message of messages) await scene.becomes(message, 'accepted');
    expect(scene.sentTo(user)).toEqual(['eins', 'eins', 'zwei', 'drei']);
  });
});
