import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../contract/contact.ts';
import type { Conversation } from '../contract/conversation.ts';
import {
  addCorrespondent,
  reply,
  requestsTo,
  waitForStatus,
  writeAs,
  type Correspondent,
  type Line,
} from './correspondents.ts';
import { openEvents } from './event-stream.ts';
import { fakeGraphCredentials, inboundMessage } from './fake-graph-payloads.ts';
import { postTelegram, startMessengers, threadOf, type Messengers } from './messengers.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { waitFor } from './wait-for.ts';

describe('contacts that are one person', () => {
  let all: Messengers;
  let counselor: Member;
  beforeAll(async () => {
    all = await startMessengers();
    counselor = await addMember(all.app, 'counselor');
  });
  afterAll(() => all?.stop());

  type Person = Correspondent & { contactId: string };
  async function add(line: Line): Promise<Person> {
    const person = await addCorrespondent(all, line);
    return { ...person, contactId: (await conversationOf(person)).contact.id };
  }
  const conversationOf = ({ conversationId }: Pick<Correspondent, 'conversationId'>) =>
    all.app.api.ok<Conversation>('GET', `/api/conversations/${conversationId}`);
  const contactOf = (id: string) => all.app.api.ok<Contact>('GET', `/api/contacts/${id}`);
  const patch = (id: string, body: unknown) =>
    all.app.api.request<Contact>('PATCH', `/api/contacts/${id}`, body);
  const merge = (one: string, other: string, api = counselor.api) =>
    api.request<Contact>('POST', `/api/contacts/${one}/merge`, { contactId: other });
  const unmerge = (one: string, other: string, api = counselor.api) =>
    api.request<Contact>('POST', `/api/contacts/${one}/unmerge`, { contactId: other });
  const rowsOf = async (...ids: string[]) =>
    (
      await all.app.context.database.servicePool.query(
        `select a.id, a.contact_id, a.channel_id, a.urn_hash, a.same_as_id, c.id as conversation, c.contact_id as shown_under,
           c.contact_address_id, p.given_name is null as is_nameless, p.language, p.merged_into_id
         from contact p left join contact_address a on a.contact_id = p.id
         left join conversation c on c.contact_address_id = a.id
         where p.id = any($1) order by p.id, a.id`,
        [ids],
      )
    ).rows;

  it('are shown as one, answered where they wrote, and separated as they were', async () => {
    const one = await add('telegram');
    const other = await add('sms');
    await patch(one.contactId, { language: null });
    await patch(other.contactId, { displayName: 'Frau Haddad', language: 'ar' });
    const before = await rowsOf(one.contactId, other.contactId);
    const stream = await openEvents(all.app.url, { cookie: counselor.api.cookie });

    const merged = await merge(one.contactId, other.contactId);
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({
      id: one.contactId,
      displayName: 'Frau Haddad',
      language: 'ar',
      mergedIntoId: null,
      mergedContacts: [
        { contactId: other.contactId, displayName: 'Frau Haddad', origin: 'counselor' },
      ],
    });
    expect(merged.body.conversationIds.toSorted()).toEqual(
      [one.conversationId, other.conversationId].toSorted(),
    );
    expect(merged.body.addresses.map(({ messenger }) => messenger).toSorted()).toEqual([
      'sms',
      'telegram',
    ]);
    for (const person of [one, other]) {
      expect((await conversationOf(person)).contact).toEqual({
        id: one.contactId,
        displayName: 'Frau Haddad',
        language: 'ar',
      });
    }
    expect(await contactOf(other.contactId)).toMatchObject({
      mergedIntoId: one.contactId,
      addresses: [],
      conversationIds: [],
    });
    await waitFor('both contacts and the moved conversation', () => {
      const heard = stream.heard.map(({ event }) => event);
      return (
        [one, other].every(({ contactId }) =>
          heard.some((event) => event.type === 'contact.updated' && event.contactId === contactId),
        ) &&
        heard.some(
          ({ type, conversationId }) =>
            type === 'conversation.updated' && conversationId === other.conversationId,
        )
      );
    });
    stream.close();

    for (const [index, person] of [one, other].entries()) {
      await waitForStatus(all, await reply(all, person, { text: `Antwort ${index}` }), 'accepted');
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual([`Antwort ${index}`]);
      await writeAs(all, person, 'Danke', 880_000 + index);
      expect((await threadOf(all.app, person.conversationId)).at(-1)?.text).toBe('Danke');
    }

    const separated = await unmerge(one.contactId, other.contactId);
    expect(separated).toMatchObject({ status: 200, body: { mergedContacts: [], language: null } });
    expect(await rowsOf(one.contactId, other.contactId)).toEqual(before);
    expect((await conversationOf(other)).contact.displayName).toBe('Frau Haddad');
    expect((await conversationOf(one)).contact.displayName).toBe('Test Person');
  });

  it('a name and a language that were there stay, and what was given since stays where it was given', async () => {
    const one = await add('telegram');
    const other = await add('sms');
    await patch(one.contactId, { displayName: 'Herr Eins', language: 'uk' });
    await patch(other.contactId, { displayName: 'Herr Zwei', language: 'ru' });
    expect((await merge(one.contactId, other.contactId)).body).toMatchObject({
      displayName: 'Herr Eins',
      language: 'uk',
    });
    await unmerge(one.contactId, other.contactId);
    expect([await contactOf(one.contactId), await contactOf(other.contactId)]).toMatchObject([
      { displayName: 'Herr Eins', language: 'uk' },
      { displayName: 'Herr Zwei', language: 'ru' },
    ]);
    await patch(one.contactId, { displayName: null, language: null });
    await merge(one.contactId, other.contactId);
    await patch(one.contactId, { displayName: 'Neuer Name', language: 'de' });
    await unmerge(one.contactId, other.contactId);
    expect([await contactOf(one.contactId), await contactOf(other.contactId)]).toMatchObject([
      { displayName: 'Neuer Name', language: 'de' },
      { displayName: 'Herr Zwei', language: 'ru' },
    ]);
  });

  it('three contacts one after the other come apart in any order that makes sense', async () => {
    const [a, b, c] = [await add('telegram'), await add('sms'), await add('whatsapp')];
    const ids = [a.contactId, b.contactId, c.contactId];
    const before = await rowsOf(...ids);
    await merge(b.contactId, c.contactId);
    expect(await merge(a.contactId, c.contactId)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const whole = await merge(a.contactId, b.contactId);
    expect(whole.body.conversationIds).toHaveLength(3);
    expect(await unmerge(b.contactId, c.contactId)).toMatchObject({ status: 409 });
    await unmerge(a.contactId, b.contactId);
    expect((await contactOf(b.contactId)).conversationIds).toHaveLength(2);
    await unmerge(b.contactId, c.contactId);
    expect(await rowsOf(...ids)).toEqual(before);
    await merge(a.contactId, b.contactId);
    await merge(a.contactId, c.contactId);
    await unmerge(a.contactId, b.contactId);
    expect((await contactOf(a.contactId)).conversationIds.toSorted()).toEqual(
      [a.conversationId, c.conversationId].toSorted(),
    );
    await unmerge(a.contactId, c.contactId);
    expect(await rowsOf(...ids)).toEqual(before);
  });

  it('refuses what makes no sense', async () => {
    const one = await add('telegram');
    const other = await add('sms');
    const third = await add('sms');
    expect(await merge(one.contactId, one.contactId)).toMatchObject({
      status: 422,
      body: { code: 'validation_failed' },
    });
    expect((await merge(one.contactId, crypto.randomUUID())).status).toBe(422);
    expect((await merge(crypto.randomUUID(), one.contactId)).status).toBe(404);
    expect((await merge(one.contactId, 'x')).status).toBe(422);
    expect((await unmerge(one.contactId, other.contactId)).status).toBe(409);
    await merge(one.contactId, other.contactId);
    expect((await merge(one.contactId, other.contactId)).status).toBe(409);
    expect((await merge(other.contactId, third.contactId)).status).toBe(409);
    expect((await unmerge(other.contactId, one.contactId)).status).toBe(409);
    expect(await patch(other.contactId, { displayName: 'X' })).toMatchObject({ status: 409 });
  });

  it('another organization sees neither contact, and a role without permission may not', async () => {
    const one = await add('telegram');
    const other = await add('sms');
    const stranger = await addOrganization(all.app);
    const operator = await addMember(all.app, 'operator', ['platform_operator']);
    for (const work of [merge, unmerge]) {
      expect((await work(one.contactId, other.contactId, stranger.api)).status).toBe(404);
      expect((await work(one.contactId, other.contactId, operator.api)).status).toBe(403);
    }
    const { rows } = await all.app.context.database.servicePool.query(
      'select count(*)::integer as foreign from contact_merge where organization_id = $1',
      [stranger.id],
    );
    expect(rows).toEqual([{ foreign: 0 }]);
  });

  it('merging, separating and writing at the same time loses nothing and misroutes nothing', async () => {
    const one = await add('telegram');
    const other = await add('sms');
    const writing = Array.from({ length: 24 }, (_, index) =>
      writeAs(all, index % 2 === 0 ? one : other, `gleichzeitig ${index}`, 890_000 + index),
    );
    const merging = Array.from({ length: 8 }, (_, index) =>
      index % 2 === 0
        ? merge(one.contactId, other.contactId)
        : unmerge(one.contactId, other.contactId),
    );
    const reversed = [merge(other.contactId, one.contactId)];
    const answers = await Promise.all([...merging, ...reversed]);
    expect((await Promise.all(writing)).map(({ status }) => status)).toEqual(Array(24).fill(200));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    for (const [index, person] of [one, other].entries()) {
      const texts = (await threadOf(all.app, person.conversationId)).map(({ text }) => text);
      const expected = Array.from({ length: 12 }, (_, n) => `gleichzeitig ${n * 2 + index}`);
      expect(texts.slice(1).toSorted()).toEqual(expected.toSorted());
      await waitForStatus(all, await reply(all, person, { text: 'Angekommen' }), 'accepted');
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['Angekommen']);
    }
  });

  it('an address that comes to one of them meanwhile goes with its name', async () => {
    const one = await add('telegram');
    const other = await add('whatsapp');
    await merge(one.contactId, other.contactId);
    const line = { line: 'twilioWhatsapp', address: `whatsapp:+${other.address}` } as const;
    await writeAs(all, line, 'Über die andere Nummer', 895_000);
    expect((await contactOf(one.contactId)).addresses).toHaveLength(3);
    await unmerge(one.contactId, other.contactId);
    expect((await contactOf(one.contactId)).addresses).toHaveLength(1);
    expect((await contactOf(other.contactId)).addresses).toHaveLength(2);
  });

  it('what the messenger has united and a person has separated stays separated', async () => {
    const byNumber = await add('whatsapp');
    const deliver = (message: Record<string, unknown>) =>
      all.graph.deliver(
        all.channels.whatsapp.webhookUrl,
        inboundMessage(fakeGraphCredentials.phoneNumberId, message as { id: string }),
      );
    const both = { from: byNumber.address, userId: 'DE.55501' };
    const onlyId = { from: undefined, from_user_id: 'DE.55501' };
    await deliver({ id: 'wamid.sep1', ...onlyId, userId: 'DE.55501' });
    await deliver({ id: 'wamid.sep2', ...both });
    const contact = await contactOf((await conversationOf(byNumber)).contact.id);
    expect(contact.mergedContacts).toMatchObject([{ origin: 'provider' }]);
    expect(contact.conversationIds).toHaveLength(2);
    await unmerge(contact.id, contact.mergedContacts[0]?.contactId ?? '');
    await deliver({ id: 'wamid.sep3', ...both });
    expect((await contactOf(contact.id)).conversationIds).toHaveLength(1);
    expect((await threadOf(all.app, byNumber.conversationId)).at(-1)?.externalId).toBe(
      'wamid.sep3',
    );
  });

  it('TGI12 a card with the own number offers the contact that writes from it, any other card offers nothing', async () => {
    const bySms = await add('sms');
    const person = await add('telegram');
    const share = (messageId: number, userId: number | null, phone: string) =>
      postTelegram(all, {
        update_id: messageId,
        message: {
          message_id: messageId,
          date: Math.floor(Date.now() / 1000),
          chat: { id: Number(person.address), type: 'private' },
          from: { id: Number(person.address), is_bot: false, first_name: 'Test' },
          contact: {
            phone_number: phone,
            first_name: 'Omar',
            ...(userId && { user_id: userId }),
          },
        },
      });
    await share(9001, 77, bySms.address);
    await share(9002, null, bySms.address);
    const card = (await threadOf(all.app, person.conversationId)).at(-1);
    expect(card).toMatchObject({ kind: 'contacts', payload: [{ phones: [bySms.address] }] });
    expect(JSON.stringify(card)).not.toContain('provenPhone');
    expect((await contactOf(person.contactId)).provenNumbers).toEqual([]);
    for (let delivery = 0; delivery < 2; delivery++)
      await share(9003, Number(person.address), bySms.address.slice(1));
    const { displayName } = (await conversationOf(bySms)).contact;
    expect((await contactOf(person.contactId)).provenNumbers).toMatchObject([
      { number: bySms.address, contacts: [{ id: bySms.contactId, displayName }] },
    ]);
    const masked = await counselor.api.ok<Contact>('GET', `/api/contacts/${person.contactId}`);
    expect(masked.provenNumbers[0]?.number).toMatch(/^\+49•{5}\d\d$/);
    const merged = await merge(person.contactId, bySms.contactId);
    expect(merged.body.provenNumbers).toMatchObject([{ contacts: [] }]);
  });

  it('WAI11 on WhatsApp a card proves the number whose WhatsApp ID is the sender’s', async () => {
    const bySms = await add('sms');
    const person = await add('whatsapp');
    const own = person.address;
    const cards = (waId: string) => [
      { name: { formatted_name: 'Ich' }, phones: [{ phone: `+${waId}`, wa_id: waId }] },
    ];
    const share = (id: string, waId: string) =>
      all.graph.deliver(
        all.channels.whatsapp.webhookUrl,
        inboundMessage(fakeGraphCredentials.phoneNumberId, {
          id,
          from: own,
          type: 'contacts',
          contacts: cards(waId),
        }),
      );
    await share('wamid.card1', bySms.address.slice(1));
    expect((await contactOf(person.contactId)).provenNumbers).toEqual([]);
    await share('wamid.card2', own);
    expect((await contactOf(person.contactId)).provenNumbers).toMatchObject([
      { number: `+${own}`, contacts: [] },
    ]);
  });
});
