import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Template } from '../contract/template.ts';
import { syncDueTemplates } from '../templates/sync-templates.ts';
import type { ApiClient } from './api-client.ts';
import { graphErrorBody } from './fake-graph-payloads.ts';
import { fakeBusinessAccountId, graphTemplate } from './fake-graph-templates.ts';
import { twilioContent } from './fake-twilio-contents.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { waitFor } from './wait-for.ts';

type List = {
  items: Template[];
  hasTemplates: boolean;
  syncedAt: string | null;
  problem: { code: string; text: string } | null;
};

describe('the templates of a channel', () => {
  let all: Messengers;
  let whatsapp: Channel;
  let counselor: Member;

  beforeAll(async () => {
    // Without a worker: what is synchronised here was asked for here.
    all = await startMessengers({ ROLE: 'web' });
    whatsapp = all.channels.whatsapp;
    counselor = await addMember(all.app, 'counselor');
  });
  afterAll(() => all?.stop());
  beforeEach(() => {
    all.graph.requests.length = 0;
    all.graph.templates = [
      graphTemplate('termin', 'de', 'Guten Tag {{1}}, Ihr Termin ist am {{2}}.', {
        components: [{ type: 'HEADER', format: 'TEXT', text: 'Für {{name}}' }],
      }),
      graphTemplate('termin', 'ar', 'مرحبا {{1}}', { status: 'PENDING' }),
      graphTemplate('werbung', 'de', 'Kommt alle!', {
        status: 'REJECTED',
        rejected_reason: 'PROMOTIONAL',
      }),
    ];
  });

  const path = (channel: Channel) => `/api/channels/${channel.id}/templates`;
  const sync = (channel = whatsapp) => all.app.api.ok<List>('POST', `${path(channel)}/sync`);
  const list = (query = '', api: ApiClient = all.app.api, channel = whatsapp) =>
    api.ok<List>('GET', path(channel) + query);
  const statesOf = ({ items }: List) =>
    items.map(({ name, language, state }) => `${name} ${language} ${state}`);
  const sql = (text: string) =>
    all.app.context.database.servicePool.query(text, [whatsapp.id]).then(({ rows }) => rows);
  const isDue = async () =>
    (await sql('select due_at <= now() as due from template_sync where channel_id = $1'))[0].due;
  const report = (value: Record<string, unknown>) =>
    all.graph.deliver(whatsapp.webhookUrl, {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: fakeBusinessAccountId,
          time: 1751247548,
          changes: [
            {
              field: 'message_template_status_update',
              value: {
                message_template_id: 1689556908129832,
                message_template_name: 'termin',
                message_template_language: 'de',
                reason: 'NONE',
                ...value,
              },
            },
          ],
        },
      ],
    });

  it('are asked for when the channel is created and when it is verified', async () => {
    expect(await list()).toMatchObject({ items: [], syncedAt: expect.any(String), problem: null });
    await all.app.api.ok('POST', `/api/channels/${whatsapp.id}/verify`);
    expect((await list()).items).toHaveLength(1);
    expect(all.graph.requests.filter(({ endpoint }) => endpoint === 'templates')).toHaveLength(1);
  });

  it('are shown with what has to be filled in: counselors see the approved ones, administrators all', async () => {
    const synced = await sync();
    expect(statesOf(synced)).toEqual([
      'termin ar pending',
      'termin de approved',
      'werbung de rejected',
    ]);
    expect(synced.items[2]?.reason).toBe('PROMOTIONAL');
    const seen = await list('', counselor.api);
    expect(seen.items).toMatchObject([
      {
        name: 'termin',
        language: 'de',
        category: 'utility',
        header: 'Für {{name}}',
        body: 'Guten Tag {{1}}, Ihr Termin ist am {{2}}.',
        placeholders: { header: ['name'], body: ['1', '2'], buttons: [] },
        obstacle: null,
      },
    ]);
    expect(statesOf(await list('?state=all'))).toHaveLength(3);
  });

  it('may be synchronised and seen whole by administrators only, and by nobody of another organization', async () => {
    const forbidden = { status: 403, body: { code: 'forbidden' } };
    const { api } = counselor;
    expect(await api.request('GET', `${path(whatsapp)}?state=all`)).toMatchObject(forbidden);
    expect(await api.request('POST', `${path(whatsapp)}/sync`)).toMatchObject(forbidden);
    const stranger = await addOrganization(all.app);
    for (const [method, suffix] of [
      ['GET', ''],
      ['GET', '?state=all'],
      ['POST', '/sync'],
    ]) {
      const answer = await stranger.api.request(method ?? '', path(whatsapp) + suffix);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect(all.graph.requests).toEqual([]);
  });

  it('follow the provider: what changed is changed, what vanished is gone', async () => {
    await sync();
    all.graph.templates = [
      graphTemplate('termin', 'de', 'Hallo {{1}}', { status: 'PAUSED' }),
      graphTemplate('neu', 'uk', 'Добрий день'),
    ];
    expect((await sync()).items.map(({ name, state, body }) => [name, state, body])).toEqual([
      ['neu', 'approved', 'Добрий день'],
      ['termin', 'paused', 'Hallo {{1}}'],
    ]);
  });

  it('WAI23 a report changes a template at once and has the list read again soon', async () => {
    await sync();
    expect(await isDue()).toBe(false);
    expect((await report({ event: 'PAUSED', reason: 'Low quality' })).status).toBe(200);
    expect(statesOf(await list('?state=all'))).toContain('termin de paused');
    expect((await list()).items).toEqual([]);
    expect(await isDue()).toBe(true);
    await report({ event: 'REINSTATED' });
    expect(statesOf(await list())).toEqual(['termin de approved']);
  });

  it('WAI23 a report on a template that we do not know brings it in', async () => {
    await sync();
    all.graph.templates.push(graphTemplate('ganz_neu', 'tr', 'Merhaba'));
    await report({ event: 'APPROVED', message_template_name: 'ganz_neu' });
    expect(statesOf(await list())).toEqual(['termin de approved']);
    await syncDueTemplates(all.app.context);
    expect(statesOf(await list())).toEqual(['ganz_neu tr approved', 'termin de approved']);
    expect(await isDue()).toBe(false);
  });

  it('a report that comes while the list is on its way has it read once more', async () => {
    all.graph.failNext({ endpoint: 'templates', delayMs: 400 });
    const running = sync();
    await waitFor('the request', () =>
      all.graph.requests.some(({ endpoint }) => endpoint === 'templates'),
    );
    await report({ event: 'FLAGGED' });
    await running;
    expect(await isDue()).toBe(true);
  });

  it('are read again after an hour, not before, and only while the channel is active', async () => {
    await sync();
    all.graph.requests.length = 0;
    await syncDueTemplates(all.app.context);
    expect(all.graph.requests).toEqual([]);
    const [row] = await sql(
      `select due_at - synced_at as pause from template_sync where channel_id = $1`,
    );
    expect(row.pause.hours).toBe(1);
    const hourAgo = `update template_sync set due_at = now() where channel_id = $1`;
    await sql(hourAgo);
    await sql(`update channel set status = 'credentials_failed' where id = $1`);
    await syncDueTemplates(all.app.context);
    expect(all.graph.requests).toEqual([]);
    await sql(`update channel set status = 'active' where id = $1`);
    await syncDueTemplates(all.app.context);
    expect(all.graph.requests.filter(({ endpoint }) => endpoint === 'templates')).toHaveLength(1);
  });

  it('stay as they were when the provider refuses them, and the channel goes on', async () => {
    await sync();
    all.graph.failNext({
      endpoint: 'templates',
      status: 403,
      body: graphErrorBody(200, 'Requires whatsapp_business_management'),
    });
    expect(await sync()).toMatchObject({
      items: [{}, {}, {}],
      problem: {
        code: 'credentials_failed',
        text: expect.stringContaining('whatsapp_business_management') as unknown,
      },
    });
    const channel = await all.app.api.ok<Channel>('GET', `/api/channels/${whatsapp.id}`);
    expect(channel).toMatchObject({ status: 'active', problem: null });
    expect((await sync()).problem).toBeNull();
  });

  it('TWO04 come from Twilio for a WhatsApp sender, and for an SMS number there are none', async () => {
    all.twilio.contents.push(
      twilioContent('termin', 'de', { 'twilio/text': { body: 'Guten Tag {{1}}' } }),
    );
    expect(await sync(all.channels.twilioWhatsapp)).toMatchObject({
      hasTemplates: true,
      items: [{ name: 'termin', placeholders: { body: ['1'] } }],
    });
    expect(await sync(all.channels.sms)).toMatchObject({ hasTemplates: false, items: [] });
    expect(await sync(all.channels.telegram)).toMatchObject({ items: [], syncedAt: null });
    expect(all.twilio.violations).toEqual([]);
    expect(all.graph.violations).toEqual([]);
  });
});
