import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../contract/contact.ts';
import { conversationsOf, countStored, counterValue, threadOf } from './messengers.ts';
import { startIdentityScene, type IdentityScene, type Line } from './identity-scene.ts';
import { addMember } from './tenants.ts';
import { waitFor } from './wait-for.ts';

describe('the names of an address', () => {
  let scene: IdentityScene;
  let all: IdentityScene['all'];
  let write: IdentityScene['write'];
  let open: IdentityScene['open'];
  let system: IdentityScene['system'];
  let answer: IdentityScene['answer'];
  let sentTo: IdentityScene['sentTo'];
  beforeAll(async () => {
    scene = await startIdentityScene();
    ({ all, write, open, system, answer, sentTo } = scene);
  });
  afterAll(() => scene?.stop());

  it('WAI06 a sender without a number is known and answered by the user id', async () => {
    const { address, contact, conversationId } = await write({ userId: 'DE.6001' });
    expect(contact.addresses).toHaveLength(1);
    expect(address).toMatchObject({ urn: 'whatsapp:DE.6001', aliases: [], formerUrns: [] });
    await answer(conversationId, 'Guten Tag');
    expect(sentTo().at(-1)).toBe('DE.6001');
  });

  it('WAI07 number and id are one contact with two names, whichever comes', async () => {
    const first = await write({ from: '49151700001', userId: 'DE.7001' });
    expect(first.address).toMatchObject({
      urn: 'whatsapp:49151700001',
      aliases: ['whatsapp:DE.7001'],
    });
    const before = await countStored(all.app);
    const byId = await write({ userId: 'DE.7001' });
    const byNumber = await write({ from: '49151700001' });
    expect([byId.conversationId, byNumber.conversationId]).toEqual(
      Array(2).fill(first.conversationId),
    );
    // A number is kept when only the id is said: people know each other by it.
    expect(byId.address?.urn).toBe('whatsapp:49151700001');
    const { message, inbound_event: raw, ...rest } = await countStored(all.app);
    expect({ ...rest, message: message ?? 0 }).toMatchObject({
      contact: before['contact'],
      contact_address: before['contact_address'],
      contact_alias: before['contact_alias'],
      message: (before['message'] ?? 0) + 2,
    });
    expect(raw).toBe((before['inbound_event'] ?? 0) + 2);
    const counselor = await addMember(all.app, 'names');
    const masked = await counselor.api.ok<Contact>('GET', `/api/contacts/${first.contact.id}`);
    expect(masked.addresses).toMatchObject([
      { urn: 'whatsapp:4•••••01', aliases: ['whatsapp:D•••••01'] },
    ]);
  });

  it('WAI08 who was known by the id and later shows a number is merged, not doubled, and is written to at the number', async () => {
    const first = await write({ userId: 'DE.8001' });
    const later = await write({ from: '49151800001', userId: 'DE.8001' });
    expect(later.conversationId).toBe(first.conversationId);
    expect(later.contact.addresses).toMatchObject([
      { urn: 'whatsapp:49151800001', aliases: ['whatsapp:DE.8001'] },
    ]);
    await answer(first.conversationId, 'An die Nummer');
    expect(sentTo().at(-1)).toBe('49151800001');
  });

  it('WAI08 who was known by the number and later brings an id is found by the id alone', async () => {
    const first = await write({ from: '49151800002' });
    await write({ from: '49151800002', userId: 'DE.8002' });
    expect((await write({ userId: 'DE.8002' })).conversationId).toBe(first.conversationId);
  });

  it('WAI08 two conversations that turn out to be one account belong to one contact; both can be answered, new messages go on in the latest', async () => {
    const byNumber = await write({ from: '49151800003', name: 'Nummer' });
    const byId = await write({ userId: 'DE.8003', name: 'Kennung' });
    expect(byId.conversationId).not.toBe(byNumber.conversationId);
    expect(byId.contact.id).not.toBe(byNumber.contact.id);
    await all.app.api.ok('PATCH', `/api/contacts/${byId.contact.id}`, { displayName: 'Frau H.' });
    const united = await write({ from: '49151800003', userId: 'DE.8003' });
    expect(united.conversationId).toBe(byId.conversationId);
    // The one whom a counselor has named stays.
    expect(united.contact).toMatchObject({ id: byId.contact.id, displayName: 'Frau H.' });
    expect(united.contact.conversationIds.toSorted()).toEqual(
      [byNumber.conversationId, byId.conversationId].toSorted(),
    );
    expect(united.contact.mergedContacts).toMatchObject([
      { contactId: byNumber.contact.id, origin: 'provider' },
    ]);
    for (const from of [{ from: '49151800003' }, { userId: 'DE.8003' }]) {
      expect((await write(from)).conversationId).toBe(byId.conversationId);
    }
    await answer(byNumber.conversationId, 'an die Nummer');
    expect(sentTo().at(-1)).toBe('49151800003');
    await answer(byId.conversationId, 'an die Kennung');
    expect(sentTo().at(-1)).toBe('DE.8003');
  });

  it('WAI08 number, id and both at once over two processes: one contact, one conversation, all messages', async () => {
    for (let round = 0; round < 3; round++) {
      const from = `4915180010${round}`;
      const userId = `DE.8010${round}`;
      const lines: Line[] = [
        { from, userId },
        { userId },
        { from },
        { from, userId },
        { userId },
        { from, userId },
      ];
      // Whichever is first: every name was said together with another one before the first answer is back, or after.
      const shuffled = lines.map((line, index) => ({ line, order: (index * 5 + round * 7) % 11 }));
      const stored = await Promise.all(
        shuffled
          .toSorted((one, other) => one.order - other.order)
          .map(({ line }, index) => write(line, index % 2 === 1)),
      );
      const settled = await write({ from, userId });
      expect(settled.contact.mergedIntoId).toBeNull();
      expect(
        new Set(
          (await Promise.all(stored.map((one) => open(one.conversationId)))).map(
            (one) => one.contact.id,
          ),
        ),
      ).toEqual(new Set([settled.contact.id]));
      const threads = await Promise.all(
        settled.contact.conversationIds.map((id) => threadOf(all.app, id)),
      );
      expect(threads.flat()).toHaveLength(7);
      for (const line of [{ from }, { userId }, { from, userId }]) {
        expect((await write(line)).conversationId).toBe(settled.conversationId);
      }
    }
  });

  it('WAI08 an id that came first in parallel with number and id never makes a second address for a name', async () => {
    const { rows } = await all.app.context.database.servicePool.query(
      `select count(*)::integer as doubled from contact_address a join contact_alias l
       on l.channel_id = a.channel_id and l.urn_hash = a.urn_hash and l.retired_at is null`,
    );
    expect(rows).toEqual([{ doubled: 0 }]);
  });

  it('WAI18 a changed number moves the conversation, the old number is history and somebody else’s when it writes again', async () => {
    const before = await write({ from: '49151180001', userId: 'DE.1801' });
    await system({
      from: '49151180001',
      system: {
        type: 'user_changed_number',
        wa_id: '49151180002',
        previous_user_id: 'DE.1801',
        user_id: 'DE.1802',
      },
    });
    const after = await open(before.conversationId);
    expect(after.address).toMatchObject({
      urn: 'whatsapp:49151180002',
      aliases: ['whatsapp:DE.1801', 'whatsapp:DE.1802'],
      formerUrns: ['whatsapp:49151180001'],
    });
    const thread = await threadOf(all.app, before.conversationId);
    expect(thread.at(-1)).toMatchObject({
      kind: 'system',
      author: 'system',
      payload: { event: 'number_changed' },
    });
    await answer(before.conversationId, 'an die neue Nummer');
    expect(sentTo().at(-1)).toBe('49151180002');
    expect((await write({ userId: 'DE.1802' })).conversationId).toBe(before.conversationId);
    // What was sent before the change and comes late is theirs.
    const late = await write({ from: '49151180001', ago: 60 });
    expect(late.conversationId).toBe(before.conversationId);
    await system({
      from: '49151180001',
      system: { type: 'user_changed_number', wa_id: '49151180002' },
    });
    const stranger = await write({ from: '49151180001', userId: 'DE.1899', ago: -30 });
    expect(stranger.conversationId).not.toBe(before.conversationId);
    expect(stranger.contact.id).not.toBe(before.contact.id);
  });

  it('WAI18 a changed user id is another name; without a number it is the one to write to', async () => {
    const withNumber = await write({ from: '49151180003', userId: 'DE.1803' });
    await system({
      system: { type: 'user_changed_user_id', previous_user_id: 'DE.1803', user_id: 'DE.1804' },
    });
    expect((await open(withNumber.conversationId)).address).toMatchObject({
      urn: 'whatsapp:49151180003',
      aliases: ['whatsapp:DE.1803', 'whatsapp:DE.1804'],
    });
    const onlyId = await write({ userId: 'DE.1805' });
    await system({
      system: { type: 'user_changed_user_id', previous_user_id: 'DE.1805', user_id: 'DE.1806' },
    });
    expect((await open(onlyId.conversationId)).address).toMatchObject({
      urn: 'whatsapp:DE.1806',
      aliases: ['whatsapp:DE.1805'],
    });
    await answer(onlyId.conversationId, 'an die neue Kennung');
    expect(sentTo().at(-1)).toBe('DE.1806');
    const unknown = await counterValue(all.app, 'lotse_ignored_total', {
      reason: 'unknown_contact',
    });
    await system({
      system: { type: 'user_changed_user_id', previous_user_id: 'DE.0', user_id: 'DE.00' },
    });
    expect(await counterValue(all.app, 'lotse_ignored_total', { reason: 'unknown_contact' })).toBe(
      unknown + 1,
    );
  });

  it('WAI18 a new number that wrote before its change was reported: one contact, and the old conversation goes on', async () => {
    const old = await write({ from: '49151180005' });
    const fresh = await write({ from: '49151180006' });
    expect(fresh.conversationId).not.toBe(old.conversationId);
    for (let delivery = 0; delivery < 2; delivery++) {
      await system({
        from: '49151180005',
        system: { type: 'user_changed_number', wa_id: '49151180006' },
      });
    }
    const next = await write({ from: '49151180006', ago: -30 });
    expect(next.conversationId).toBe(old.conversationId);
    expect(next.contact.conversationIds.toSorted()).toEqual(
      [old.conversationId, fresh.conversationId].toSorted(),
    );
    for (const { conversationId } of [old, fresh]) {
      await answer(conversationId, 'an die neue Nummer');
      expect(sentTo().at(-1)).toBe('49151180006');
    }
  });

  it.each([
    ['Brazil', '5531987654321', '553187654321'],
    ['Argentina', '541158749895', '5491158749895'],
    ['Mexico', '525639691841', '5215639691841'],
  ])(
    'the two forms of a number of %s are one address, and the one that WhatsApp uses is written to',
    async (_, typed, own) => {
      const first = await write({ from: typed });
      const inOwnForm = await write({ from: own });
      expect(inOwnForm.conversationId).toBe(first.conversationId);
      expect(inOwnForm.contact.addresses).toMatchObject([
        { urn: `whatsapp:${own}`, aliases: [`whatsapp:${typed}`] },
      ]);
      await answer(first.conversationId, 'Hallo');
      expect(sentTo().at(-1)).toBe(own);
      expect((await write({ from: typed, ago: 300 })).address?.urn).toBe(`whatsapp:${own}`);
    },
  );

  it('no name stands readable in the database or the log', async () => {
    const { servicePool } = all.app.context.database;
    const { rows } = await servicePool.query(
      "select count(*)::integer as open from contact_alias where position('whatsapp' in urn) > 0 or position('DE.' in urn) > 0",
    );
    expect(rows).toEqual([{ open: 0 }]);
    await waitFor('some lines', () => all.app.log.length > 10);
    expect(all.app.log.join('\n')).not.toMatch(/DE\.7001|49151700001|553187654321/);
    expect((await conversationsOf(all.app, all.channels.whatsapp)).length).toBeGreaterThan(10);
  });
});
