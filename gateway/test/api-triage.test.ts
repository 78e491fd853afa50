import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../contract/activity.ts';
import { untilNextReply, type Conversation } from '../contract/conversation.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, note, reply, threadOf, write, type Page } from './phone.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('who has a conversation, and when', () => {
  let app: TestApp;
  let channel: { id: string };
  let me: Member;
  let colleague: Member;
  let former: Member;

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    me = await addMember(app, 'me');
    colleague = await addMember(app, 'colleague');
    former = await addMember(app, 'former');
    await app.api.ok('PATCH', `/api/counselors/${former.id}`, { isActive: false });
  });
  afterAll(() => app?.stop());

  const get = (id: string) => app.api.ok<Conversation>('GET', `/api/conversations/${id}`);
  const act = (id: string, action: string, body: unknown = {}, api = me.api) =>
    api.request<Conversation>('POST', `/api/conversations/${id}/${action}`, body);
  const handOver = (id: string, body: Record<string, unknown> = {}, api = me.api) =>
    act(
      id,
      'hand-over',
      {
        counselorId: colleague.id,
        summary: 'Spricht Farsi, wartet auf einen Termin.',
        clientMessageId: crypto.randomUUID(),
        ...body,
      },
      api,
    );
  const notesOf = async (id: string) =>
    (await threadOf(app.api, id)).filter(({ isNote }) => isNote);

  it('the first reply claims what nobody has, a note does not', async () => {
    const id = await write(app.api, channel);
    await note(me.api, id, { text: 'Ich schaue mal' });
    expect((await get(id)).assignee).toBe(null);
    await reply(me.api, id, { text: 'Guten Tag' });
    expect((await get(id)).assignee?.id).toBe(me.id);
    await reply(colleague.api, id, { text: 'Noch etwas' });
    expect((await get(id)).assignee?.id).toBe(me.id);
  });

  it('of two who take it at once one has it, and the other is told who', async () => {
    const id = await write(app.api, channel);
    const take = ({ api, id: counselorId }: Member) =>
      act(id, 'assign', { counselorId, expectedAssigneeId: null }, api);
    const answers = await Promise.all([take(me), take(colleague)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const winner = (await get(id)).assignee;
    expect(answers.find(({ status }) => status === 200)?.body.assignee).toEqual(winner);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'conflict',
      detail: `${winner?.displayName} has taken this conversation in the meantime.`,
    });
  });

  it('nobody is given to somebody whose access has ended', async () => {
    const id = await write(app.api, channel);
    const refused = { status: 422, body: { issues: [{ path: 'body.counselorId' }] } };
    expect(await act(id, 'assign', { counselorId: former.id })).toMatchObject(refused);
    expect(await handOver(id, { counselorId: former.id })).toMatchObject(refused);
    expect(await handOver(id, { counselorId: crypto.randomUUID() })).toMatchObject(refused);
    expect([(await get(id)).assignee, await notesOf(id)]).toEqual([null, []]);
  });

  it('handing over gives it to the colleague with a note, live, and once', async () => {
    const id = await write(app.api, channel);
    await act(id, 'assign', { counselorId: me.id });
    const events = await openEvents(app.url, { cookie: colleague.api.cookie });
    const clientMessageId = crypto.randomUUID();
    const done = await handOver(id, { clientMessageId, expectedAssigneeId: me.id });
    expect(done).toMatchObject({ status: 200, body: { assignee: { id: colleague.id } } });
    await waitFor('both events', () => {
      const heard = events.heard.map(({ event }) => event.type);
      return heard.includes('conversation.updated') && heard.includes('message.created');
    });
    events.close();
    await handOver(id, { clientMessageId, expectedAssigneeId: me.id });
    const [written, ...more] = await notesOf(id);
    expect(more).toEqual([]);
    expect(written).toMatchObject({
      text: 'Spricht Farsi, wartet auf einen Termin.',
      counselorId: me.id,
      mentions: [{ id: colleague.id, displayName: 'colleague' }],
      delivery: null,
    });
    const { items } = await app.api.ok<Page<Activity>>(
      'GET',
      `/api/conversations/${id}/activities`,
    );
    expect(items.map(({ kind, actor, counselor }) => [kind, actor?.id, counselor?.id])).toEqual([
      ['taken', me.id, me.id],
      ['handed_over', me.id, colleague.id],
    ]);
    // The colleague gave it on meanwhile: repeating the old request takes nothing back.
    await act(id, 'assign', { counselorId: null });
    expect((await handOver(id, { clientMessageId, expectedAssigneeId: me.id })).status).toBe(200);
    expect((await get(id)).assignee).toBe(null);
  });

  it('handing over what somebody else has taken changes nothing and writes no note', async () => {
    const id = await write(app.api, channel);
    await act(id, 'assign', { counselorId: colleague.id });
    const late = await handOver(id, { counselorId: me.id, expectedAssigneeId: null });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await handOver(id)).toMatchObject({ status: 422 });
    expect(await handOver(id, { summary: '  ' })).toMatchObject({ status: 422 });
    expect([(await get(id)).assignee?.id, await notesOf(id)]).toEqual([colleague.id, []]);
    // Nor when the note can't be written.
    const clientMessageId = crypto.randomUUID();
    await note(me.api, id, { clientMessageId, text: 'etwas anderes' });
    const reused = await handOver(id, {
      counselorId: me.id,
      clientMessageId,
      expectedAssigneeId: colleague.id,
    });
    expect(reused.status).toBe(409);
    expect((await get(id)).assignee?.id).toBe(colleague.id);
  });

  it('says how many conversations wait for whom', async () => {
    const loads = async () => {
      const { items } = await me.api.ok<{ items: { counselorId: string; openCount: number }[] }>(
        'GET',
        '/api/counselor-loads',
      );
      return Object.fromEntries(items.map((item) => [item.counselorId, item.openCount]));
    };
    const before = (await loads())[colleague.id] ?? 0;
    const ids = await Promise.all([1, 2, 3, 4].map(() => write(app.api, channel)));
    for (const id of ids) await act(id, 'assign', { counselorId: colleague.id });
    await act(ids[0] ?? '', 'close');
    await act(ids[1] ?? '', 'snooze', { until: untilNextReply });
    expect((await loads())[colleague.id]).toBe(before + 2);
    const other = await addOrganization(app);
    expect(await other.api.ok('GET', '/api/counselor-loads')).toEqual({ items: [] });
  });

  it('what was snoozed comes back by itself and says so', async () => {
    const [later, held] = [await write(app.api, channel), await write(app.api, channel)];
    const hour = new Date(Date.now() + 3_600_000).toISOString();
    for (const id of [later, held]) await act(id, 'snooze', { until: hour });
    const events = await openEvents(app.url, { cookie: me.api.cookie });
    await app.context.database.servicePool.query(
      `update conversation set snoozed_until = now() - interval '1 second' where id = $1`,
      [later],
    );
    await waitFor('the event', () =>
      events.heard.some(
        ({ event }) => event.type === 'conversation.updated' && event.conversationId === later,
      ),
    );
    events.close();
    expect((await get(later)).snoozedUntil).toBe(null);
    expect((await get(held)).snoozedUntil).toBe(hour);
  });

  it('snoozed until the next reply means as long as it takes', async () => {
    const phoneId = 'patient';
    const id = await write(app.api, channel, { phoneId });
    const snoozed = await act(id, 'snooze', { until: untilNextReply });
    expect(snoozed.body.snoozedUntil).toBe(untilNextReply);
    await write(app.api, channel, { phoneId, text: 'Da bin ich wieder' });
    expect((await get(id)).snoozedUntil).toBe(null);
  });
});
