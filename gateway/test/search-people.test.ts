import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import { addSimulator, write } from './phone.ts';
import { indexed, listed, search } from './search-scene.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('searching people', () => {
  let app: TestApp;
  let channel: Channel;
  let colleague: Member;

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    colleague = await addMember(app, 'colleague');
  });
  afterAll(() => app?.stop());

  const come = async (name: string, id: string = randomUUID()) => {
    const conversationId = await write(app.api, channel, {
      phone: { id, name, messenger: 'simulator' },
    });
    const { contact } = await app.api.ok<Conversation>(
      'GET',
      `/api/conversations/${conversationId}`,
    );
    return { conversationId, contactId: contact.id };
  };
  const names = async (
    q: string,
    query: Record<string, string> = {},
    who: Member | TestApp = app,
  ) => (await search(who, { q, ...query })).people.items;
  const idsOf = async (q: string) => (await names(q)).map(({ contact }) => contact.id);

  it('finds by the name given, the name of the profile and the pseudonym, in any script', async () => {
    const amina = await come('أمينة الحسن');
    const olena = await come("Мар'яна Ґудзь");
    const [{ rows }] = [
      await app.context.database.servicePool.query('select pseudonym from contact where id = $1', [
        olena.contactId,
      ]),
    ];
    await app.api.ok('PATCH', `/api/contacts/${amina.contactId}`, { displayName: 'Frau Müller' });
    await indexed(app);
    for (const q of ['امينه', 'الحسن', 'حسن', 'mueller', 'mü', 'muller frau'])
      expect(await idsOf(q), q).toEqual([amina.contactId]);
    for (const q of ['маряна', 'гудзь', String(rows[0].pseudonym)])
      expect(await idsOf(q), q).toEqual([olena.contactId]);
    const [hit] = await names('mueller');
    expect(hit).toMatchObject({
      name: { text: 'Frau Müller', ranges: [{ start: 5, end: 11 }] },
      address: null,
      conversation: { id: amina.conversationId },
    });
    expect(await listed(app, { q: 'mueller' })).toEqual([amina.conversationId]);
    await app.api.ok('PATCH', `/api/contacts/${amina.contactId}`, { displayName: 'Frau Schmidt' });
    expect(await idsOf('mueller')).toEqual([]);
    await indexed(app);
    expect(await idsOf('schmidt')).toEqual([amina.contactId]);
  });

  it('finds whoever was merged into another as that one', async () => {
    const [kept, other] = [await come('Yusuf Kaya'), await come('Joseph Felsen')];
    await indexed(app);
    await app.api.ok('POST', `/api/contacts/${kept.contactId}/merge`, {
      contactId: other.contactId,
    });
    await indexed(app);
    expect(await idsOf('felsen')).toEqual([kept.contactId]);
    expect((await listed(app, { q: 'felsen' })).toSorted()).toEqual(
      [kept.conversationId, other.conversationId].toSorted(),
    );
  });

  it('finds by an address or its end, for those who may see it and for nobody else', async () => {
    const person = await come('Ohne Nummer', 'fon-4915199887766');
    await indexed(app);
    for (const q of ['7766', '0151 99887766', '+49 151 998877-66', 'fon-4915199887766']) {
      const [hit, ...more] = await names(q);
      expect(hit, q).toMatchObject({
        contact: { id: person.contactId },
        address: 'simulator:fon-4915199887766',
      });
      expect(more).toEqual([]);
      expect(await listed(app, { q }), q).toEqual([person.conversationId]);
      expect(await names(q, {}, colleague), q).toEqual([]);
      expect(await listed(colleague, { q }), q).toEqual([]);
    }
    expect(await names('766')).toEqual([]);
    expect(await names('0151 99887767')).toEqual([]);
  });

  it('finds all of many namesakes, page by page, also those who wrote long ago', async () => {
    const ids = [];
    for (let index = 0; index < 7; index += 1)
      ids.push((await come(`Ali Yilmaz ${index}`)).contactId);
    await app.context.database.servicePool.query(
      `update conversation set active_at = '2023-01-01' where contact_id = $1`,
      [ids[0]],
    );
    await indexed(app);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const { people } = await search(app, {
        q: 'yil ali',
        kind: 'people',
        limit: '3',
        ...(cursor && { cursor }),
      });
      found.push(...people.items.map(({ contact }) => contact.id));
      cursor = people.nextCursor;
    } while (cursor !== null);
    expect(found.toSorted()).toEqual(ids.toSorted());
    expect(found.at(-1)).toBe(ids[0]);
  });
});
