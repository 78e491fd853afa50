import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, note, threadOf, write, type Page } from './phone.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('a colleague named in a note', () => {
  let app: TestApp;
  let channel: Channel;
  let writer: Member;
  let olena: Member;
  let emre: Member;
  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    writer = await addMember(app, 'Writer');
    olena = await addMember(app, 'Olena');
    emre = await addMember(app, 'Emre');
  });
  afterAll(() => app?.stop());

  const name = async (id: string, mentionIds: string[], more: Record<string, unknown> = {}) => {
    const written = await note(writer.api, id, { text: 'Schaut bitte', mentionIds, ...more });
    expect(written.status).toBe(201);
    return written.body;
  };
  const mentionsOf = async ({ api }: Pick<Member, 'api'>, query = '') =>
    (await api.ok<Page<Conversation>>('GET', `/api/conversations?mentioned=me${query}`)).items;
  const idsOf = async (member: Member, query = '') =>
    (await mentionsOf(member, query)).map(({ id }) => id);
  const countOf = async ({ api }: Pick<Member, 'api'>) =>
    (await api.ok<{ mentions: number }>('GET', '/api/conversation-counts')).mentions;
  const read = ({ api }: Member, id: string) =>
    api.ok<Conversation>('POST', `/api/conversations/${id}/read`);
  const isUnread = async ({ api }: Member, id: string) =>
    (await api.ok<Conversation>('GET', `/api/conversations/${id}`)).hasUnreadMention;

  it('sees it counted until they read the conversation, and listed after that, too', async () => {
    const id = await write(app.api, channel);
    await read(writer, id);
    const before = [await countOf(olena), await countOf(emre)];
    const written = await name(id, [olena.id, emre.id, olena.id]);
    expect(written.mentions).toEqual([
      { id: emre.id, displayName: 'Emre' },
      { id: olena.id, displayName: 'Olena' },
    ]);
    expect((await threadOf(olena.api, id)).map(({ mentions }) => mentions.length)).toEqual([0, 2]);
    expect([await countOf(olena), await countOf(emre)]).toEqual(before.map((count) => count + 1));
    expect(await countOf(writer)).toBe(0);
    expect(await isUnread(olena, id)).toBe(true);
    expect(await isUnread(writer, id)).toBe(false);
    expect((await mentionsOf(olena))[0]).toMatchObject({
      id,
      hasUnreadMention: true,
      lastMentionId: written.id,
    });

    // Nothing of the contact is unread: the mention is read all the same, and only Olena's.
    expect(await read(olena, id)).toMatchObject({ unreadCount: 0, hasUnreadMention: false });
    expect([await countOf(olena), await countOf(emre)]).toEqual([before[0], Number(before[1]) + 1]);
    expect((await mentionsOf(olena))[0]).toMatchObject({ id, hasUnreadMention: false });
    expect(await isUnread(emre, id)).toBe(true);

    await name(id, [olena.id]);
    expect(await countOf(olena)).toBe(Number(before[0]) + 1);
    await read(olena, id);
  });

  it('hears of it, and their other windows hear that it was read', async () => {
    const id = await write(app.api, channel);
    await read(writer, id);
    const stream = await openEvents(app.url, { cookie: olena.api.cookie });
    const written = await name(id, [olena.id]);
    await waitFor('the note', () =>
      stream.heard.some(({ event }) => event.messageId === written.id),
    );
    const heard = stream.heard.length;
    await read(olena, id);
    await waitFor('that it was read', () =>
      stream.heard
        .slice(heard)
        .some(({ event }) => event.type === 'conversation.updated' && event.conversationId === id),
    );
    stream.close();
  });

  it('finds them whatever became of the conversation, the newest mention first, page by page', async () => {
    const reader = await addMember(app, 'Reader');
    const ids: string[] = [];
    for (let index = 0; index < 4; index++) ids.push(await write(app.api, channel));
    const [first = '', second = '', third = '', without = ''] = ids;
    for (const id of [first, second, third, first]) await name(id, [reader.id]);
    await name(without, [olena.id]);
    await app.api.ok('POST', `/api/conversations/${second}/close`);
    expect(await idsOf(reader)).toEqual([first, third, second]);
    expect(await countOf(reader)).toBe(3);
    expect(await idsOf(reader, '&status=closed')).toEqual([second]);
    expect(await idsOf(reader, `&channelId=${randomUUID()}`)).toEqual([]);

    const walked: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page<Conversation> = await reader.api.ok(
        'GET',
        `/api/conversations?mentioned=me&limit=1${cursor && `&cursor=${cursor}`}`,
      );
      walked.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(walked).toEqual([first, third, second]);
    expect((await reader.api.request('GET', '/api/conversations?mentioned=x')).status).toBe(422);
  });

  it('is one of ours, at most twenty of us, and a replay is about the same ones', async () => {
    const id = await write(app.api, channel);
    const gone = await addMember(app, 'Gone');
    await app.api.ok('PATCH', `/api/counselors/${gone.id}`, { isActive: false });
    const other = await addOrganization(app);
    const theirs = await other.api.ok<{ counselor: { id: string } }>('GET', '/api/me');
    for (const stranger of [gone.id, theirs.counselor.id, randomUUID()]) {
      expect(
        await note(writer.api, id, { text: 'x', mentionIds: [olena.id, stranger] }),
      ).toMatchObject({ status: 422, body: { issues: [{ path: 'body.mentionIds.1' }] } });
    }
    const tooMany = Array.from({ length: 21 }, () => olena.id);
    expect((await note(writer.api, id, { text: 'x', mentionIds: tooMany })).status).toBe(422);
    expect((await threadOf(app.api, id)).filter(({ isNote }) => isNote)).toEqual([]);

    const body = { clientMessageId: randomUUID(), text: 'x', mentionIds: [olena.id, emre.id] };
    const once = await note(writer.api, id, body);
    const again = await note(writer.api, id, { ...body, mentionIds: [emre.id, olena.id] });
    expect([once.status, again.status, again.body.id]).toEqual([201, 200, once.body.id]);
    expect(again.body.mentions.length).toBe(2);
    expect((await note(writer.api, id, { ...body, mentionIds: [emre.id] })).status).toBe(409);

    const before = await countOf(writer);
    const toSelf = await name(id, [writer.id]);
    expect(toSelf.mentions).toEqual([{ id: writer.id, displayName: 'Writer' }]);
    expect(await countOf(writer)).toBe(before);
    expect(await idsOf(writer)).toContain(id);
    const listed = await other.api.ok<Page<Message>>('GET', '/api/conversations?mentioned=me');
    expect(listed.items).toEqual([]);
  });

  it('keeps the mention when contacts are merged, and nothing is left when the note or its conversation goes', async () => {
    const reader = await addMember(app, 'Merging');
    const [one, other] = [await write(app.api, channel), await write(app.api, channel)];
    await name(one, [reader.id]);
    await name(other, [reader.id]);
    const contactOf = async (id: string) =>
      (await app.api.ok<Conversation>('GET', `/api/conversations/${id}`)).contact.id;
    await app.api.ok('POST', `/api/contacts/${await contactOf(one)}/merge`, {
      contactId: await contactOf(other),
    });
    const listed = await mentionsOf(reader);
    expect(listed.map(({ id }) => id)).toEqual([other, one]);
    expect(new Set(listed.map(({ contact }) => contact.id)).size).toBe(1);

    const { servicePool } = app.context.database;
    const left = async () =>
      (await servicePool.query('select from mention where counselor_id = $1', [reader.id]))
        .rowCount;
    expect(await left()).toBe(2);
    await servicePool.query('delete from note where conversation_id = $1', [one]);
    expect(await left()).toBe(1);
    await servicePool.query('delete from message where conversation_id = $1', [other]);
    await servicePool.query('delete from conversation where id = $1', [other]);
    expect(await left()).toBe(0);
    expect(await countOf(reader)).toBe(0);
  });
});
