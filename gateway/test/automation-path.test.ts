import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaqEntry } from '../contract/faq.ts';
import { choicesOf, openPathScene, toCounselors, type PathScene } from './path-scene.ts';
import type { Page } from './phone.ts';
import { waitFor } from './wait-for.ts';

const idsOf = (message: Parameters<typeof choicesOf>[0]) => choicesOf(message).map(({ id }) => id);

describe('the path of the product', { timeout: 60_000 }, () => {
  let scene: PathScene;

  beforeAll(async () => {
    scene = await openPathScene();
  });
  afterAll(() => scene?.stop());

  const isDue = (id: string, what: string) =>
    scene.rows(
      `update automation_path set wake_at = clock_timestamp() where conversation_id = $1 and wake_for = $2 returning 1`,
      [id, what],
    );

  it('asks for consent once more, and not again', async () => {
    const phone = scene.phone();
    await phone.says('Guten Tag');
    await phone.says('7');
    const id = phone.conversationId;
    expect(await isDue(id, 'reminder')).toHaveLength(1);
    const [reminder] = (await phone.hears(1)).slice(-1);
    expect(idsOf(reminder)[1]).toBe('consent:no');
    expect(await isDue(id, 'reminder')).toEqual([]);
  });

  it('promises a time, and gives who waits to whoever is first', async () => {
    const phone = scene.phone();
    await toCounselors(phone);
    const queued = await phone.says('Mein Vermieter hat mir gekündigt');
    expect(queued.at(-1)?.text).toMatch(/Antwort bis/);
    const id = phone.conversationId;
    const { promise, assignee } = await scene.conversation(id);
    expect(promise?.state).toBe('open');
    expect(assignee).toBe(null);
    const counselor = await scene.addCounselor('Anna', ['de']);
    expect(await isDue(id, 'assignment')).toHaveLength(1);
    await waitFor(
      'a counselor',
      async () => (await scene.conversation(id)).assignee?.id === counselor.id,
    );
    expect(await scene.kindsOf(id)).toContain('counselor_chosen');
  });

  it('says once who was chosen, however often the path comes by', async () => {
    await scene.addCounselor('Berta', ['de']);
    const phone = scene.phone();
    const [cards] = (await toCounselors(phone)).slice(-1);
    const place = choicesOf(cards).findIndex(({ title }) => title === 'Berta') + 1;
    await phone.says(String(place));
    await phone.says('Mein Vermieter hat mir gekündigt');
    const chosen = (await scene.kindsOf(phone.conversationId)).filter(
      (kind) => kind === 'counselor_chosen',
    );
    expect(chosen).toHaveLength(1);
  });

  it('is silent after STOP in the middle, takes the consent back, and people still have it', async () => {
    const phone = scene.phone();
    for (const text of ['Guten Tag', '7', '1']) await phone.says(text);
    expect(await phone.says('STOP')).toEqual([]);
    const id = phone.conversationId;
    expect(
      await scene.rows('select withdrawn_at from consent where conversation_id = $1', [id]),
    ).toEqual([{ withdrawn_at: expect.any(Date) }]);
    expect(await scene.conversation(id)).toMatchObject({ status: 'open' });
    expect(await phone.says('Hallo?')).toEqual([]);
  });

  it('goes all the way where only answers and appointments may travel', async () => {
    const channel = await scene.addChannel({ policy: 'faq_and_appointments' });
    const phone = scene.phone(channel);
    await toCounselors(phone);
    await phone.says('Mein Vermieter hat mir gekündigt');
    expect(await scene.conversation(phone.conversationId)).toMatchObject({ status: 'open' });
  });

  it('answers and nothing else where only that is switched on; the rest is for people without a word', async () => {
    const phone = scene.phone(await scene.addChannel({ automation: 'faq' }));
    const answers = await phone.says('Wie melde ich meine Wohnung an?');
    expect(answers.map(({ text }) => text).join('\n')).toContain('Quelle');
    expect(await phone.says('Mein Nachbar spielt nachts Trompete')).toEqual([]);
    expect(await scene.conversation(phone.conversationId)).toMatchObject({ status: 'open' });
  });

  it('changes the language in the middle', async () => {
    const phone = scene.phone();
    await phone.says('Guten Tag');
    const [offer] = (await phone.says('0')).slice(-1);
    expect(idsOf(offer)).toContain('language:en');
    const english = await phone.says('English');
    expect(english.at(-1)?.language).toBe('en');
    const { contact } = await scene.conversation(phone.conversationId);
    expect(contact.language).toBe('en');
  });

  it('asks who writes a word of no language for theirs', async () => {
    const phone = scene.phone();
    const [question] = (await phone.says('ok')).slice(-1);
    expect(idsOf(question)).toContain('language:ar');
  });
});

describe('an answer past its review date', { timeout: 60_000 }, () => {
  let scene: PathScene;

  beforeAll(async () => {
    scene = await openPathScene();
  });
  afterAll(() => scene?.stop());

  it('is withheld from then on, and a person is offered', async () => {
    const question = 'Wie melde ich meine Wohnung an?';
    const before = await scene.phone().says(question);
    expect(before.map(({ text }) => text).join('\n')).toContain('Quelle');
    const { items } = await scene.app.api.ok<Page<FaqEntry>>('GET', '/api/faqs?limit=100');
    for (const { id } of items)
      await scene.app.api.ok('PATCH', `/api/faqs/${id}`, { reviewBy: '2020-01-01' });
    const phone = scene.phone();
    const after = await phone.says(question);
    expect(after.map(({ text }) => text).join('\n')).not.toContain('Quelle');
    expect(idsOf(after.at(-1))).toContain('person:yes');
  });
});

describe('answers that nobody has approved', { timeout: 60_000 }, () => {
  let scene: PathScene;

  beforeAll(async () => {
    scene = await openPathScene({});
  });
  afterAll(() => scene?.stop());

  it.each(['1', '2', '3', '4', '5', '6'])(
    'are withheld, and topic %s leads to a person',
    async (topic) => {
      const phone = scene.phone();
      await phone.says('Guten Tag');
      const [offer] = (await phone.says(topic)).slice(-1);
      expect(offer?.language).toBe('de');
      expect(idsOf(offer).some((id) => /^(person:yes|menu:counselor)/.test(id))).toBe(true);
    },
  );
});
