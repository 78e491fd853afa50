import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '../contract/activity.ts';
import type { BulkResult, UndoStep } from '../contract/bulk.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Label } from '../contract/label.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, write, type Page } from './phone.ts';
import { indexed } from './search-scene.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('changing many conversations at once', () => {
  let app: TestApp;
  let channel: { id: string };
  let me: Member;
  let colleague: Member;
  let ids: string[];
  const phones = ['one', 'two', 'three'];

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    me = await addMember(app, 'me');
    colleague = await addMember(app, 'colleague');
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    phones.forEach((_, index) => (phones[index] = crypto.randomUUID()));
    ids = [];
    for (const phoneId of phones) ids.push(await write(app.api, channel, { phoneId }));
    // What is learned of a message after its arrival changes its conversation, too.
    await indexed(app);
  });

  const get = (id: string) => app.api.ok<Conversation>('GET', `/api/conversations/${id}`);
  const all = () => Promise.all(ids.map(get));
  const ask = (body: unknown, api = me.api) =>
    api.request<{ results: BulkResult[] }>('POST', '/api/conversations/bulk', body);
  const bulk = async (action: string, more: Record<string, unknown> = {}) => {
    const answer = await ask({ action, ids, ...more });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.results;
  };
  const stepsOf = (results: BulkResult[]) => results.flatMap(({ undo }) => undo ?? []);
  const restore = async (steps: UndoStep[]) =>
    (await ask({ action: 'restore', steps })).body.results;
  const outcomes = (results: BulkResult[]) => results.map(({ outcome }) => outcome);
  const makeLabel = (name: string) =>
    app.api.ok<Label>('POST', '/api/labels', { name, color: 'teal' });

  it('each change is done to each, answered in the order asked, and taken back exactly', async () => {
    const label = await makeLabel('Alle');
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const changes: [string, Record<string, unknown>, Partial<Conversation>][] = [
      [
        'assign',
        { counselorId: colleague.id },
        { assignee: { id: colleague.id, displayName: 'colleague' } },
      ],
      ['label', { add: [label.id] }, { labels: [{ id: label.id, name: 'Alle', color: 'teal' }] }],
      ['topic', { topic: 'housing' }, { topic: 'housing' }],
      ['snooze', { until }, { snoozedUntil: until }],
      ['read', {}, { unreadCount: 0 }],
      ['close', {}, { status: 'closed', unreadCount: 0, waitingSince: null, snoozedUntil: null }],
    ];
    for (const [action, body, expected] of changes) {
      const before = await all();
      const results = await bulk(action, body);
      expect(results.map(({ id }) => id)).toEqual(ids);
      expect(outcomes(results), action).toEqual(['changed', 'changed', 'changed']);
      for (const [index, changed] of (await all()).entries())
        expect(changed, action).toEqual({ ...before[index], ...expected });
      expect(outcomes(await bulk(action, body)), `${action} again`).toEqual(
        ids.map(() => 'unchanged'),
      );
      expect(outcomes(await restore(stepsOf(results))), action).toEqual(ids.map(() => 'changed'));
      expect(await all(), `${action} taken back`).toEqual(before);
    }
    const { items } = await app.api.ok<Page<Activity>>(
      'GET',
      `/api/conversations/${ids[0]}/activities`,
    );
    expect(items.map(({ kind, actor }) => (actor?.id === me.id ? kind : actor))).toEqual([
      'assigned',
      'released',
      'labels_changed',
      'labels_changed',
      'topic_changed',
      'topic_changed',
      'snoozed',
      'snooze_ended',
      'closed',
      'reopened',
    ]);
    expect(items[3]?.labels).toEqual({
      added: [],
      removed: [{ id: label.id, name: 'Alle', color: 'teal' }],
    });
  });

  it('closing what was snoozed, unread and waiting is taken back with all of it', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await bulk('snooze', { until });
    const before = await all();
    expect(before[0]).toMatchObject({ snoozedUntil: until, unreadCount: 1, status: 'open' });
    await restore(stepsOf(await bulk('close')));
    expect(await all()).toEqual(before);
  });

  it('closing leaves open where the contact has written what was not seen', async () => {
    const seenMessageIds = (await all()).flatMap(({ lastMessage }) => lastMessage?.id ?? []);
    const [first = '', second = '', third = ''] = ids;
    const before = await get(second);
    expect(
      outcomes(await bulk('close', { seenMessageIds: seenMessageIds.toSpliced(1, 1) })),
    ).toEqual(['changed', 'overtaken', 'changed']);
    expect(await get(second)).toEqual(before);
    expect([await get(first), await get(third)]).toMatchObject([
      { status: 'closed' },
      { status: 'closed' },
    ]);
    expect(outcomes(await bulk('close', { seenMessageIds }))).toEqual([
      'unchanged',
      'changed',
      'unchanged',
    ]);
  });

  it('what can’t be changed keeps the others from nothing', async () => {
    const [first = '', second = '', third = ''] = ids;
    const labels = await Promise.all(
      Array.from({ length: 20 }, (_, index) => makeLabel(`Voll ${index}`)),
    );
    const one = await makeLabel('Noch eins');
    await app.api.ok('POST', `/api/conversations/${first}/labels`, {
      add: labels.map(({ id }) => id),
    });
    await app.api.ok('POST', `/api/conversations/${second}/labels`, { add: [one.id] });
    const gone = crypto.randomUUID();
    const other = await addOrganization(app);
    const theirs = await write(other.api, await addSimulator(other.api));
    const mixed = await ask({
      action: 'label',
      ids: [first, gone, second, theirs, third, third],
      add: [one.id],
    });
    expect(mixed.body.results.map(({ id, outcome }) => [id, outcome])).toEqual([
      [first, 'too_many_labels'],
      [gone, 'not_found'],
      [second, 'unchanged'],
      [theirs, 'not_found'],
      [third, 'changed'],
    ]);
    expect((await get(third)).labels).toHaveLength(1);
    const closed = await ask({ action: 'close', ids: [gone, first, theirs] });
    expect(outcomes(closed.body.results)).toEqual(['not_found', 'changed', 'not_found']);
    expect(await other.api.ok('GET', `/api/conversations/${theirs}`)).toMatchObject({
      status: 'open',
    });
  });

  it('a change that can’t be is refused as a whole', async () => {
    const former = await addMember(app, 'former');
    await app.api.ok('PATCH', `/api/counselors/${former.id}`, { isActive: false });
    const before = await all();
    for (const body of [
      { action: 'assign', ids, counselorId: former.id },
      { action: 'assign', ids, counselorId: crypto.randomUUID() },
      { action: 'label', ids, add: [crypto.randomUUID()] },
      { action: 'snooze', ids, until: new Date(Date.now() - 1000).toISOString() },
      { action: 'topic', ids, topic: 'sports' },
      { action: 'close', ids: [] },
      { action: 'close', ids: Array.from({ length: 201 }, () => crypto.randomUUID()) },
      { action: 'delete', ids },
      { action: 'restore', steps: [] },
    ]) {
      expect((await ask(body)).status, JSON.stringify(body).slice(0, 80)).toBe(422);
    }
    expect(await all()).toEqual(before);
  });

  it('taking back leaves alone what has been changed since, and says so', async () => {
    const [first = '', second = '', third = ''] = ids;
    const results = await bulk('close');
    await write(app.api, channel, { phoneId: phones[0] ?? '', text: 'Noch eine Frage' });
    await app.api.ok('POST', `/api/conversations/${second}/assign`, { counselorId: colleague.id });
    const reopened = await get(first);
    expect(reopened).toMatchObject({ status: 'open', unreadCount: 1 });
    const undone = await restore(stepsOf(results));
    expect(undone.map(({ id, outcome }) => [id, outcome])).toEqual([
      [first, 'overtaken'],
      [second, 'changed'],
      [third, 'changed'],
    ]);
    expect(await get(first)).toEqual(reopened);
    // What somebody else changed about it, and the undo does not touch, stays.
    expect(await get(second)).toMatchObject({ status: 'open', assignee: { id: colleague.id } });
    expect(outcomes(await restore(stepsOf(results)))).toEqual(ids.map(() => 'overtaken'));
  });

  it('taking back gives nobody work who has no access any more', async () => {
    const leaving = await addMember(app, 'leaving');
    await bulk('assign', { counselorId: leaving.id });
    const results = await bulk('assign', { counselorId: me.id });
    await app.api.ok('PATCH', `/api/counselors/${leaving.id}`, { isActive: false });
    expect(outcomes(await restore(stepsOf(results)))).toEqual(ids.map(() => 'overtaken'));
    expect((await all()).map(({ assignee }) => assignee?.id)).toEqual(ids.map(() => me.id));
  });

  it('labels taken back are those that were put on, and an archived one returns', async () => {
    const [mine, had] = [await makeLabel('Meins'), await makeLabel('War da')];
    await bulk('label', { add: [had.id] });
    const results = await bulk('label', { add: [mine.id, had.id], remove: [] });
    const removed = await bulk('label', { remove: [had.id] });
    await app.api.ok('PATCH', `/api/labels/${had.id}`, { isArchived: true });
    await restore(stepsOf(results));
    expect((await all()).map(({ labels }) => labels)).toEqual([[], [], []]);
    await restore(stepsOf(removed));
    expect((await all()).map(({ labels }) => labels.map(({ id }) => id))).toEqual(
      ids.map(() => [had.id]),
    );
  });

  it('steps that somebody made up give no one of another organization and no future', async () => {
    const other = await addOrganization(app);
    const { counselor: stranger } = await other.api.ok<{ counselor: { id: string } }>(
      'GET',
      '/api/me',
    );
    const [id = ''] = ids;
    const future = new Date(Date.now() + 86_400_000).toISOString();
    const made = (before: object) => restore([{ id, before, after: {} }]);
    expect(outcomes(await made({ assigneeId: stranger.id }))).toEqual(['overtaken']);
    expect(outcomes(await made({ status: 'open', waitingSince: future }))).toEqual(['changed']);
    expect(Date.parse((await get(id)).waitingSince ?? '')).toBeLessThanOrEqual(Date.now());
    expect(outcomes(await made({ status: 'closed', waitingSince: future }))).toEqual(['changed']);
    expect(outcomes(await made({ status: 'open' }))).toEqual(['changed']);
    expect((await get(id)).waitingSince).not.toBe(null);
    const foreign = await ask(
      { action: 'restore', steps: [{ id, before: { status: 'open' }, after: {} }] },
      other.api,
    );
    expect(outcomes(foreign.body.results)).toEqual(['not_found']);
  });

  it('tells the browsers of each that changed, once', async () => {
    const events = await openEvents(app.url, { cookie: me.api.cookie });
    const [first = ''] = ids;
    await app.api.ok('POST', `/api/conversations/${first}/topic`, { topic: 'work' });
    const heard = () =>
      events.heard.flatMap(({ event }) =>
        event.type === 'conversation.updated' ? [event.conversationId] : [],
      );
    await waitFor('the first', () => heard().length === 1);
    await bulk('topic', { topic: 'work' });
    await waitFor('the others', () => heard().length === 3);
    events.close();
    expect(heard().toSorted()).toEqual([...ids].toSorted());
  });

  it('forty at once, by three people and with messages coming in, all end', async () => {
    const many = [...ids];
    while (many.length < 40)
      many.push(await write(app.api, channel, { phoneId: `m${many.length}` }));
    const reversed = many.toReversed();
    const answers = await Promise.all([
      ask({ action: 'assign', ids: many, counselorId: me.id }),
      ask({ action: 'assign', ids: reversed, counselorId: colleague.id }),
      ask({ action: 'close', ids: reversed }),
      ...[3, 20, 39].map((index) => write(app.api, channel, { phoneId: `m${index}` })),
    ]);
    expect(answers.slice(0, 3).map((answer) => (answer as { status: number }).status)).toEqual([
      200, 200, 200,
    ]);
    const owners = await Promise.all(many.map(async (id) => (await get(id)).assignee?.id));
    expect(new Set(owners).size).toBe(1);
  });
});
