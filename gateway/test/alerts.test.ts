import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssistantStanding } from '../contract/assistant.ts';
import type { Conversation } from '../contract/conversation.ts';
import { newId } from '../ids.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, threadOf, write, type Page } from './phone.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('alerts of a conversation', () => {
  let app: TestApp;
  let channel: { id: string };
  let me: Member;
  let colleague: Member;

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    me = await addMember(app, 'me');
    colleague = await addMember(app, 'colleague');
  });
  afterAll(() => app?.stop());

  const get = (id: string) => me.api.ok<Conversation>('GET', `/api/conversations/${id}`);
  const counts = () => me.api.ok<{ alerts: number }>('GET', '/api/conversation-counts');
  const acknowledge = (id: string, { api }: Member) =>
    api.ok<Conversation>('POST', `/api/conversations/${id}/alerts/acknowledge`);

  async function raise(id: string, kind: 'crisis' | 'urgent') {
    const [message] = await threadOf(app.api, id);
    await app.context.database.servicePool.query(
      `insert into crisis_alert (id, organization_id, conversation_id, message_id, kind, raised_at)
       select $1, organization_id, id, $3, $4, now() from conversation where id = $2`,
      [newId(), id, message?.id, kind],
    );
  }

  it('are shown, counted and listed until somebody says that they see to them', async () => {
    const quiet = await write(app.api, channel);
    const id = await write(app.api, channel);
    expect((await get(id)).alerts).toEqual([]);
    await raise(id, 'crisis');
    expect((await get(id)).alerts).toMatchObject([{ kind: 'crisis', acknowledgedBy: null }]);
    expect((await counts()).alerts).toBe(1);
    const listed = await me.api.ok<Page<Conversation>>(
      'GET',
      '/api/conversations?status=all&alert=open',
    );
    expect(listed.items.map((one) => one.id)).toEqual([id]);
    expect(listed.items.map((one) => one.id)).not.toContain(quiet);

    const events = await openEvents(app.url, { cookie: colleague.api.cookie });
    expect((await acknowledge(id, me)).alerts).toMatchObject([{ acknowledgedBy: me.id }]);
    await waitFor('the event at the colleague', () =>
      events.heard.some(
        ({ event }) => event.type === 'conversation.updated' && event.conversationId === id,
      ),
    );
    events.close();
    expect((await counts()).alerts).toBe(0);
  });

  it('belong to the first of two who say so', async () => {
    const id = await write(app.api, channel);
    await raise(id, 'urgent');
    await Promise.all([acknowledge(id, me), acknowledge(id, colleague)]);
    const [first] = (await get(id)).alerts;
    expect([me.id, colleague.id]).toContain(first?.acknowledgedBy);
    await acknowledge(id, first?.acknowledgedBy === me.id ? colleague : me);
    expect((await get(id)).alerts).toEqual([first]);
  });

  it('what the contact told the assistant is null where it was never', async () => {
    const id = await write(app.api, channel);
    const { standing } = await me.api.ok<{ standing: AssistantStanding | null }>(
      'GET',
      `/api/conversations/${id}/assistant`,
    );
    expect(standing).toBe(null);
  });
});
