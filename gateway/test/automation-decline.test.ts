import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choicesOf, openPathScene, toCounselors, type PathScene } from './path-scene.ts';
import { reply, type Page } from './phone.ts';
import type { Member } from './tenants.ts';
import { waitFor } from './wait-for.ts';

describe('a counselor who declines', { timeout: 60_000 }, () => {
  let scene: PathScene;
  let anna: Member;
  let boris: Member;

  beforeAll(async () => {
    scene = await openPathScene();
    anna = await scene.addCounselor('Anna', ['de', 'ru']);
    boris = await scene.addCounselor('Boris', ['de']);
  });
  afterAll(() => scene?.stop());

  const numberOf = (titles: { title: string }[], name: string) =>
    String(titles.findIndex(({ title }) => title === name) + 1);
  async function chooses(name: string) {
    const phone = scene.phone();
    const [cards] = (await toCounselors(phone)).slice(-1);
    await phone.says(numberOf(choicesOf(cards), name));
    await phone.says('Mein Vermieter hat mir gekündigt');
    return phone;
  }

  it('is replaced by others whom the client may choose, and is not offered again', async () => {
    const phone = await chooses('Anna');
    const id = phone.conversationId;
    expect((await scene.conversation(id)).assignee?.id).toBe(anna.id);
    await anna.api.ok('POST', `/api/conversations/${id}/decline`, { reason: 'capacity' });
    const offered = await phone.hears(1);
    expect(offered[0]?.text).toMatch(/nicht beraten/);
    const others = choicesOf(offered.at(-1));
    expect(others.map(({ title }) => title)).toContain('Boris');
    expect(others.map(({ title }) => title)).not.toContain('Anna');
    expect(await scene.conversation(id)).toMatchObject({ status: 'open', assignee: null });
    await phone.says(numberOf(others, 'Boris'));
    expect((await scene.conversation(id)).assignee?.id).toBe(boris.id);
  });

  it('is replaced without a word where the client had said "whoever is first"', async () => {
    const phone = scene.phone();
    const [cards] = (await toCounselors(phone)).slice(-1);
    await phone.says(String(choicesOf(cards).length));
    await phone.says('Mein Vermieter hat mir gekündigt');
    const id = phone.conversationId;
    await scene.app.api.ok('POST', `/api/conversations/${id}/assign`, { counselorId: anna.id });
    await anna.api.ok('POST', `/api/conversations/${id}/decline`, {});
    await waitFor(
      'the next counselor',
      async () => (await scene.conversation(id)).assignee?.id === boris.id,
    );
    expect(await phone.hears(0)).toEqual([]);
  });

  it('and when nobody else is there, the client is told by when the office answers', async () => {
    const phone = await chooses('Anna');
    const id = phone.conversationId;
    await scene.rows('update counselor_profile set accepts = $1 where counselor_id = $2', [
      'nobody',
      boris.id,
    ]);
    await anna.api.ok('POST', `/api/conversations/${id}/decline`, {});
    const [promise] = await phone.hears(1);
    expect(promise?.text).toMatch(/Antwort bis/);
    // Everybody who counsels here speaks German.
    expect(await scene.conversation(id)).toMatchObject({
      status: 'open',
      assignee: null,
      needsInterpreter: false,
    });
    expect(await scene.kindsOf(id)).not.toContain('interpreter_needed');
    await scene.app.api.ok('POST', `/api/conversations/${id}/interpreter`, { isNeeded: true });
    const { items } = await scene.app.api.ok<Page<{ id: string }>>(
      'GET',
      '/api/conversations?needsInterpreter=true',
    );
    expect(items.map((one) => one.id)).toEqual([id]);
    await scene.rows('update counselor_profile set accepts = $1 where counselor_id = $2', [
      'everyone',
      boris.id,
    ]);
  });

  it('is not heard of where nothing may be written: the next one gets the conversation', async () => {
    const phone = await chooses('Anna');
    const id = phone.conversationId;
    await scene.rows(
      `update contact_address set opted_out_at = now() where id = (select contact_address_id from conversation where id = $1)`,
      [id],
    );
    await anna.api.ok('POST', `/api/conversations/${id}/decline`, {});
    await waitFor(
      'the next counselor',
      async () => (await scene.conversation(id)).assignee?.id === boris.id,
    );
    expect(await phone.hears(0)).toEqual([]);
  });

  it('can do so until they have answered', async () => {
    const phone = await chooses('Anna');
    const id = phone.conversationId;
    await reply(anna.api, id, { text: 'Guten Tag' });
    expect(
      (await anna.api.request('POST', `/api/conversations/${id}/decline`, {})).body,
    ).toMatchObject({ code: 'conflict' });
  });
});
