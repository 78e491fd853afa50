import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import { asOwner } from './as-owner.ts';
import { openCrashScene, type CrashScene } from './crash-scene.ts';
import { telegramSecret, type Page } from './messengers.ts';
import { freePort } from './test-app.ts';
import { png } from './sample-files.ts';
import { postUpdate, textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

describe('a process that is killed while it receives', { timeout: 60_000 }, () => {
  let scene: CrashScene;

  beforeAll(async () => {
    scene = await openCrashScene();
  });
  afterAll(() => scene?.stop());

  const post = (update: unknown) => postUpdate(scene.channel.webhookUrl, telegramSecret, update);
  /** What each person wrote, as the inbox shows it. */
  async function allTexts(): Promise<Map<number, (string | null)[]>> {
    const { items } = await scene.api.ok<Page<Conversation>>(
      'GET',
      '/api/conversations?status=all&limit=100',
    );
    const threads = await Promise.all(
      items.map(({ id }) =>
        scene.api.ok<Page<Message>>('GET', `/api/conversations/${id}/messages`),
      ),
    );
    return new Map(
      threads.map(({ items }) => [
        Number(items[0]?.externalId?.split(':')[0]),
        items.map(({ text }) => text),
      ]),
    );
  }
  const textsOf = async (user: number) => (await allTexts()).get(user);

  it('killed before the commit: it was never acknowledged, and the redelivery stores it once', async () => {
    const user = 8001;
    const first = textUpdate('eins', { updateId: 1, messageId: 1, userId: user });
    const second = textUpdate('zwei', { updateId: 2, messageId: 2, userId: user });
    expect((await post(first)).status).toBe(200);
    const outcome = await asOwner(scene.installation.database, async (client) => {
      await client.query('begin');
      await client.query('select from conversation for update');
      const answer = post(second).then(
        ({ status }) => status,
        () => 'no answer',
      );
      await waitFor('the transaction to wait', async () => {
        const { rows } = await client.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
           and application_name = 'lotse-service'`,
        );
        return rows.length > 0;
      });
      await scene.app.kill();
      await client.query('rollback');
      return answer;
    });
    expect(outcome).toBe('no answer');
    await scene.restart();
    expect(await textsOf(user)).toContain('eins');
    expect((await post(second)).status).toBe(200);
    expect((await post(second)).status).toBe(200);
    expect(await textsOf(user)).toEqual(['eins', 'zwei']);
  });

  it('killed right after it was acknowledged: every one of forty messages is there, once', async () => {
    const users = Array.from({ length: 40 }, (_, index) => 8100 + index);
    const updates = users.map((user) =>
      textUpdate('Bestätigt', { updateId: user, messageId: 1, userId: user }),
    );
    const answers = updates.map((update) =>
      post(update).then(
        ({ status }) => status,
        () => null,
      ),
    );
    await Promise.race(answers);
    await scene.app.kill();
    const statuses = await Promise.all(answers);
    await scene.restart();
    const acknowledged = users.filter((_, index) => statuses[index] === 200);
    expect(acknowledged.length).toBeGreaterThan(0);
    const kept = await allTexts();
    for (const user of acknowledged) expect(kept.get(user)).toEqual(['Bestätigt']);
    expect(await Promise.all(updates.map(async (update) => (await post(update)).status))).toEqual(
      users.map(() => 200),
    );
    const stored = await allTexts();
    for (const user of users) expect(stored.get(user)).toEqual(['Bestätigt']);
  });

  it('killed while it fetches a file: the message is there, and the file is fetched after the restart', async () => {
    const user = 8301;
    scene.telegram.files.set('photo-1', {
      path: 'photos/file_1.png',
      bytes: png,
      contentType: 'image/png',
    });
    scene.telegram.failNext({ method: 'download', hang: true });
    const photo = [
      { file_id: 'photo-1', file_unique_id: 'u1', width: 1, height: 1, file_size: png.length },
    ];
    const { text: _text, ...rest } = textUpdate('', { updateId: user, messageId: 1, userId: user })[
      'message'
    ] as Record<string, unknown>;
    expect((await post({ update_id: user, message: { ...rest, photo } })).status).toBe(200);
    await waitFor('the download to begin', () =>
      scene.telegram.requests.some(({ method }) => method === 'download'),
    );
    await scene.app.kill();
    await asOwner(scene.installation.database, async (client) => {
      // Whoever fetches has the row for a minute and a half; nobody waits that long here.
      const { rowCount } = await client.query(
        "update attachment set next_attempt_at = now() - interval '1 minute' where state = 'pending' and next_attempt_at > now()",
      );
      expect(rowCount).toBe(1);
    });
    await scene.restart();
    const attachment = await waitFor(
      'the file',
      async () => {
        const { items } = await scene.api.ok<Page<Conversation>>(
          'GET',
          '/api/conversations?status=open&sort=newest',
        );
        const thread = await scene.api.ok<Page<Message>>(
          'GET',
          `/api/conversations/${items[0]?.id}/messages`,
        );
        const [found] = thread.items[0]?.attachments ?? [];
        return found?.state === 'ready' && found;
      },
      15_000,
    );
    expect(attachment).toMatchObject({
      kind: 'image',
      mimeType: 'image/png',
      sizeBytes: png.length,
    });
  });

  it('X06 killed after the commit and before the job was in the queue: it is sent after the restart, once', async () => {
    await scene.app.kill();
    // A queue store that is not there: the wake-up is lost as if the process had died before it.
    await scene.restart({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    const { user, conversationId } = await scene.writeIn();
    const message = await scene.reply(conversationId, 'Ohne Weckruf');
    await scene.app.kill();
    expect(scene.sentTo(user)).toEqual([]);
    await scene.restart();
    await scene.becomes(message, 'accepted');
    expect(scene.sentTo(user)).toEqual(['Ohne Weckruf']);
  });
});
