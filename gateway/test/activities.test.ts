import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../contract/activity.ts';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import { asOwner } from './as-owner.ts';
import { addSimulator, note, reply, threadOf, write, type Page } from './phone.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('what was done to a conversation', () => {
  let app: TestApp;
  let channel: Channel;
  let me: { id: string; displayName: string };
  let jonas: Member;

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    jonas = await addMember(app, 'Jonas');
    const { counselor } = await app.api.ok<{ counselor: typeof me }>('GET', '/api/me');
    me = { id: counselor.id, displayName: counselor.displayName };
  });
  afterAll(() => app?.stop());

  const page = (id: string, query = '') =>
    app.api.ok<Page<Activity>>('GET', `/api/conversations/${id}/activities${query}`);
  const activitiesOf = async (id: string) => (await page(id)).items;
  const kindsOf = async (id: string) => (await activitiesOf(id)).map(({ kind }) => kind);
  const act = (id: string, command: string, body: unknown = {}, api = app.api) =>
    api.ok<Conversation>('POST', `/api/conversations/${id}/${command}`, body);
  const get = (id: string) => app.api.ok<Conversation>('GET', `/api/conversations/${id}`);

  it('taking, assigning and giving back say who and whom, by the names of today', async () => {
    const id = await write(app.api, channel);
    await act(id, 'assign', { counselorId: me.id });
    await act(id, 'assign', { counselorId: jonas.id });
    await act(id, 'assign', { counselorId: jonas.id });
    await act(id, 'assign', { counselorId: null }, jonas.api);
    await app.api.ok('PATCH', `/api/counselors/${jonas.id}`, { displayName: 'Jonas B.' });
    const renamed = { id: jonas.id, displayName: 'Jonas B.' };
    expect(await activitiesOf(id)).toMatchObject([
      { kind: 'taken', actor: me, counselor: me },
      { kind: 'assigned', actor: me, counselor: renamed },
      { kind: 'released', actor: renamed, counselor: null },
    ]);
  });

  it('the second of two who take the same one at once is refused, and one line is written', async () => {
    const id = await write(app.api, channel);
    const take = (counselorId: string, api = app.api) =>
      api.request('POST', `/api/conversations/${id}/assign`, {
        counselorId,
        expectedAssigneeId: null,
      });
    const answers = await Promise.all([take(me.id), take(jonas.id, jonas.api)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [taken, ...more] = await activitiesOf(id);
    expect(more).toEqual([]);
    expect(taken?.actor?.id).toBe((await get(id)).assignee?.id);
  });

  it('each command writes its line, and doing it again writes none', async () => {
    const id = await write(app.api, channel);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    for (const [command, body] of [
      ['topic', { topic: 'housing' }],
      ['topic', { topic: 'housing' }],
      ['topic', { topic: null }],
      ['snooze', { until }],
      ['snooze', { until: null }],
      ['snooze', { until: null }],
      ['close', {}],
      ['close', {}],
      ['reopen', {}],
      ['reopen', {}],
    ] as const)
      await act(id, command, body);
    expect(
      (await activitiesOf(id)).map(({ kind, topic, until, actor }) => [
        kind,
        topic,
        until,
        actor?.id,
      ]),
    ).toEqual([
      ['topic_changed', 'housing', null, me.id],
      ['topic_changed', null, null, me.id],
      ['snoozed', null, until, me.id],
      ['snooze_ended', null, null, me.id],
      ['closed', null, null, me.id],
      ['reopened', null, null, me.id],
    ]);
  });

  it('a message that reopens or ends a snooze is told, before the message and without a person', async () => {
    const phoneId = crypto.randomUUID();
    const id = await write(app.api, channel, { phoneId });
    await act(id, 'close');
    await write(app.api, channel, { phoneId, text: 'Doch noch etwas' });
    await act(id, 'snooze', { until: new Date(Date.now() + 3_600_000).toISOString() });
    await write(app.api, channel, { phoneId, text: 'Und noch etwas' });
    await write(app.api, channel, { phoneId, text: 'Und Weiteres' });
    const [first, second] = await threadOf(app.api, id);
    expect(
      (await activitiesOf(id)).map(({ kind, actor, afterMessageId }) => [
        kind,
        actor?.id ?? null,
        afterMessageId,
      ]),
    ).toEqual([
      ['closed', me.id, first?.id],
      ['reopened', null, first?.id],
      ['snoozed', me.id, second?.id],
      ['snooze_ended', null, second?.id],
    ]);
  });

  it('the first reply takes the conversation, a later one does not; a reply reopens what is closed', async () => {
    const id = await write(app.api, channel);
    const [received] = await threadOf(app.api, id);
    await reply(app.api, id, { text: 'Guten Tag' });
    await reply(jonas.api, id, { text: 'Von mir auch' });
    await act(id, 'close');
    await reply(jonas.api, id, { text: 'Noch etwas' });
    const [taken, closed, reopened] = await activitiesOf(id);
    expect(taken).toMatchObject({ kind: 'taken', actor: me, afterMessageId: received?.id });
    expect([closed?.kind, reopened?.kind, reopened?.actor?.id]).toEqual([
      'closed',
      'reopened',
      jonas.id,
    ]);
    expect((await activitiesOf(id)).length).toBe(3);
  });

  it('sent anyway is told when there was news, and only then', async () => {
    const phoneId = crypto.randomUUID();
    const id = await write(app.api, channel, { phoneId });
    const [seen] = await threadOf(app.api, id);
    const answer = { text: 'Antwort', lastSeenMessageId: seen?.id };
    expect((await reply(app.api, id, { ...answer, force: true })).status).toBe(201);
    expect(await kindsOf(id)).toEqual(['taken']);
    await write(app.api, channel, { phoneId, text: 'Warten Sie!' });
    expect((await reply(app.api, id, answer)).body).toMatchObject({ code: 'stale_conversation' });
    expect(await kindsOf(id)).toEqual(['taken']);
    expect((await reply(app.api, id, { ...answer, force: true })).status).toBe(201);
    expect(await kindsOf(id)).toEqual(['taken', 'sent_anyway']);
  });

  it('changes nothing of what waits, is unread, last or sent, and is no news for a reply', async () => {
    const id = await write(app.api, channel);
    const before = await get(id);
    const [seen] = await threadOf(app.api, id);
    await act(id, 'topic', { topic: 'work' });
    await act(id, 'assign', { counselorId: jonas.id });
    const { topic, assignee, ...after } = await get(id);
    expect({ topic, assignee: assignee?.id }).toEqual({ topic: 'work', assignee: jonas.id });
    expect({ ...before, ...after }).toEqual(before);
    expect(await threadOf(app.api, id)).toHaveLength(1);
    const sent = await reply(app.api, id, { text: 'Antwort', lastSeenMessageId: seen?.id });
    expect(sent.status).toBe(201);
  });

  it('changed labels are told by their names of today', async () => {
    const id = await write(app.api, channel);
    const create = (name: string) =>
      app.api.ok<{ id: string }>('POST', '/api/labels', { name, color: 'teal' });
    const [urgent, family] = [await create('Eilig'), await create('Familie')];
    await act(id, 'labels', { add: [urgent.id], remove: [] });
    await act(id, 'labels', { add: [family.id], remove: [urgent.id] });
    await app.api.ok('PATCH', `/api/labels/${urgent.id}`, { name: 'Dringend' });
    const tag = ({ id }: { id: string }, name: string) => ({ id, name, color: 'teal' });
    expect((await activitiesOf(id)).map(({ kind, labels }) => [kind, labels])).toEqual([
      ['labels_changed', { added: [tag(urgent, 'Dringend')], removed: [] }],
      ['labels_changed', { added: [tag(family, 'Familie')], removed: [tag(urgent, 'Dringend')] }],
    ]);
  });

  it('stands behind the message or note that was there, page by page', async () => {
    const id = await write(app.api, channel);
    await act(id, 'topic', { topic: 'work' });
    const written = await note(app.api, id, { text: 'Notiz' });
    await act(id, 'topic', { topic: 'health' });
    const [received] = await threadOf(app.api, id);
    const all = await page(id);
    expect(all.items.map(({ afterMessageId }) => afterMessageId)).toEqual([
      received?.id,
      written.body.id,
    ]);
    const newest = await page(id, '?limit=1');
    expect(newest.items).toEqual(all.items.slice(1));
    const older = await page(id, `?limit=1&before=${newest.nextCursor}`);
    expect(older).toEqual({ items: all.items.slice(0, 1), nextCursor: null });
    const foreign = await app.api.request(
      'GET',
      `/api/conversations/${id}/activities?before=${crypto.randomUUID()}`,
    );
    expect(foreign.status).toBe(422);
  });

  it('joining and separating two people is told in the conversations of both', async () => {
    const [one, other] = [await write(app.api, channel), await write(app.api, channel)];
    const contactOf = async (id: string) => (await get(id)).contact.id;
    const [kept, joined] = [await contactOf(one), await contactOf(other)];
    await app.api.ok('POST', `/api/contacts/${kept}/merge`, { contactId: joined });
    for (const id of [one, other])
      expect(await activitiesOf(id)).toMatchObject([{ kind: 'merged', actor: me }]);
    await jonas.api.ok('POST', `/api/contacts/${kept}/unmerge`, { contactId: joined });
    for (const id of [one, other]) expect(await kindsOf(id)).toEqual(['merged', 'separated']);
  });

  it('a colleague who is gone leaves the line without a name; nobody else’s are seen; erasing takes all', async () => {
    const gone = await addMember(app, 'Gone');
    const id = await write(app.api, channel);
    await act(id, 'topic', { topic: 'work' }, gone.api);
    await asOwner(app.database, (client) =>
      client.query('delete from counselor where id = $1', [gone.id]),
    );
    expect(await activitiesOf(id)).toMatchObject([{ kind: 'topic_changed', actor: null }]);
    const other = await addOrganization(app);
    const path = `/api/conversations/${id}/activities`;
    expect((await other.api.request('GET', path)).status).toBe(404);
    const left = await asOwner(app.database, async (client) => {
      await client.query('delete from conversation where id = $1', [id]);
      return client.query('select from activity where conversation_id = $1', [id]);
    });
    expect(left.rowCount).toBe(0);
  });
});
