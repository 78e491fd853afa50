import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from './as-owner.ts';
import { openCrashScene, type CrashScene } from './crash-scene.ts';
import { telegramSecret } from './messengers.ts';
import { freePort } from './test-app.ts';
import { postUpdate, textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

describe('the assistant of a process that is killed', { timeout: 90_000 }, () => {
  let scene: CrashScene;

  beforeAll(async () => {
    scene = await openCrashScene();
    await scene.api.ok('PATCH', `/api/channels/${scene.channel.id}`, { automation: 'full' });
  });
  afterAll(() => scene?.stop());

  const hello = (user: number, times = 1) => {
    const update = textUpdate('Guten Tag, ich brauche Hilfe', {
      updateId: user,
      messageId: user,
      userId: user,
    });
    return Promise.all(
      Array.from({ length: times }, () =>
        postUpdate(scene.channel.webhookUrl, telegramSecret, update),
      ),
    );
  };
  const newestPath = () =>
    asOwner(scene.installation.database, async (client) => {
      const { rows } = await client.query<{ id: string; version: string; bots: number }>(
        `select p.conversation_id as id, p.version,
           (select count(*)::int from message m where m.conversation_id = p.conversation_id and m.author = 'bot') as bots
         from automation_path p join message m on m.conversation_id = p.conversation_id and m.seq = 1
         order by p.updated_at desc`,
      );
      return rows[0];
    });
  /** Once nothing more comes, as many as the database says. */
  const allSent = (user: number) =>
    waitFor(
      'the answers to be sent',
      async () => {
        const path = await newestPath();
        const sent = scene.sentTo(user).length;
        return path?.version === '1' && path.bots > 0 && sent >= path.bots && { sent, ...path };
      },
      30_000,
    );

  it('killed while a first message is stored: the provider sends it again, and it is answered once', async () => {
    await asOwner(scene.installation.database, async (client) => {
      // Holds the message up where its conversation is given to the assistant.
      await client.query('begin');
      await client.query('lock table automation_path in share mode');
      const posted = hello(901).catch(() => undefined);
      await waitFor('somebody to wait for the lock', async () => {
        const { rows } = await asOwner(scene.installation.database, (other) =>
          other.query('select from pg_locks where not granted'),
        );
        return rows.length > 0;
      });
      await scene.app.kill();
      await client.query('rollback');
      expect(await posted).toBeUndefined();
    });
    await scene.restart();
    // The provider had no answer, so it comes again.
    expect((await hello(901))[0]?.status).toBe(200);
    const { sent, bots } = await allSent(901);
    expect(sent).toBe(bots);
  });

  it('two processes and a webhook that comes three times answer once', async () => {
    const second = await scene.installation.start({
      ROLE: 'worker',
      PORT: String(await freePort()),
    });
    for (const answer of await hello(902, 3)) expect(answer.status).toBe(200);
    const { sent, bots } = await allSent(902);
    expect(sent).toBe(bots);
    await second.kill();
  });

  it('killed in the middle of its writing: nothing of it is there, and it is written whole afterwards', async () => {
    await asOwner(scene.installation.database, async (client) => {
      await client.query('begin');
      await client.query('lock table delivery in share mode');
      expect((await hello(903))[0]?.status).toBe(200);
      await waitFor('the assistant to wait for the lock', async () => {
        const { rows } = await asOwner(scene.installation.database, (other) =>
          other.query(`select from pg_locks where not granted and relation = 'delivery'::regclass`),
        );
        return rows.length > 0;
      });
      await scene.app.kill();
      await client.query('rollback');
    });
    await scene.restart();
    const { sent, bots } = await allSent(903);
    expect(sent).toBe(bots);
  });
});
