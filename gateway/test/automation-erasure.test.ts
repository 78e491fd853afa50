import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseContacts } from '../contacts/erase-contacts.ts';
import { newId } from '../ids.ts';
import { asOwner } from './as-owner.ts';
import { openPathScene, type PathScene } from './path-scene.ts';
import { threadOf, write } from './phone.ts';
import { waitFor } from './wait-for.ts';

describe('somebody who is erased', { timeout: 60_000 }, () => {
  let scene: PathScene;

  beforeAll(async () => {
    scene = await openPathScene();
  });
  afterAll(() => scene?.stop());

  it('and writes in the same instant begins anew, and the message is not lost', async () => {
    const { app, channel } = scene;
    const phone = scene.phone();
    await phone.says('Guten Tag');
    const id = phone.conversationId;
    await waitFor('everything to be sent', async () =>
      (await threadOf(app.api, id)).every(({ delivery }) => delivery?.status !== 'queued'),
    );
    const { contact } = await scene.conversation(id);
    await scene.rows(
      `insert into contact_erasure (id, organization_id, contact_id, asked_at, due_at)
       select $1, organization_id, id, now(), now() + interval '1 hour' from contact where id = $2`,
      [newId(), contact.id],
    );
    const waits = (words: string) =>
      waitFor(`"${words}" to wait`, async () => {
        const waiting = await scene.rows(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
           and query ilike '%' || $1 || '%'`,
          [words],
        );
        return waiting.length > 0;
      });
    const [written] = await asOwner(app.database, async (client) => {
      // Everything of the person is deleted, and not yet committed.
      await client.query('begin');
      await client.query('select from contact_erasure where contact_id = $1 for update', [
        contact.id,
      ]);
      const erased = eraseContacts(app.context.database, app.context.log, {
        erasureMs: -2 * 3_600_000,
      });
      await waits('update contact_erasure');
      const message = write(app.api, channel, { text: 'Noch eine Frage', phoneId: phone.id });
      await waits('from receive_messages');
      await client.query('rollback');
      return Promise.all([message, erased]);
    });
    expect(written).not.toBe(id);
    expect((await app.api.request('GET', `/api/conversations/${id}`)).status).toBe(404);
    const thread = await waitFor('the greeting', async () => {
      const all = await threadOf(app.api, written);
      return all.length > 1 && all;
    });
    expect(thread[0]).toMatchObject({ author: 'contact', text: 'Noch eine Frage' });
    expect((await scene.conversation(written)).contact.id).not.toBe(contact.id);
  });
});
