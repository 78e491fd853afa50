import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  standardSettings,
  type NotificationSettings,
  type PushSubscription,
} from '../contract/notification.ts';
import { signIn, type ApiClient } from './api-client.ts';
import {
  newBrowser,
  readVapid,
  startFakePushService,
  type FakeBrowser,
  type FakePushService,
} from './fake-push-service.ts';
import { addSimulator, note, write, type Page } from './phone.ts';
import { addMember, addOrganization, password, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const burstMs = 700;

describe('notifications', () => {
  let app: TestApp;
  let service: FakePushService;
  let channel: { id: string };
  let olena: Member;
  let jonas: Member;

  beforeAll(async () => {
    service = await startFakePushService();
    const push = { root: service.url, burstMs, retryMs: 30, everyMs: 40 };
    app = await startTestApp({}, { sendTimeoutMs: 5000, push });
    channel = await addSimulator(app.api);
    olena = await addMember(app, 'olena');
    jonas = await addMember(app, 'jonas');
    await waitFor(
      'the first look',
      async () => (await sql('select from notification_cursor')).length,
    );
  });
  afterAll(async () => {
    await app?.stop();
    await service?.close();
  });
  beforeEach(async () => {
    // Nothing of an earlier test is on its way any more.
    await looked();
    await sql('delete from push_subscription');
    await sql('delete from notification_setting');
    await sql('update session set attentive_until = null');
  });
  afterEach(() => expect(app.log.join('')).not.toMatch(/Zaunkönigin|push\/[\w-]{20}/));

  const sql = async (text: string, values: unknown[] = []) =>
    (await app.context.database.servicePool.query(text, values)).rows as Record<string, unknown>[];
  const subscribe = (api: ApiClient, { subscription }: FakeBrowser, language = 'de') =>
    api.ok<PushSubscription>('POST', '/api/push-subscriptions', {
      ...subscription,
      label: 'Firefox, Windows',
      language,
    });
  const browsersOf = async (api: ApiClient) =>
    (await api.ok<Page<PushSubscription>>('GET', '/api/push-subscriptions')).items;
  const choose = (api: ApiClient, changes: Partial<NotificationSettings>) =>
    api.ok<NotificationSettings>('PUT', '/api/notification-settings', {
      ...standardSettings,
      ...changes,
    });
  /** Somebody writes, and the conversation belongs to a colleague (or to nobody) from then on. */
  async function conversationOf(assignee: Member | null): Promise<() => Promise<string>> {
    const phoneId = crypto.randomUUID();
    const id = await write(app.api, channel, { phoneId });
    if (assignee)
      await app.api.ok('POST', `/api/conversations/${id}/assign`, { counselorId: assignee.id });
    await looked();
    return () => write(app.api, channel, { phoneId, text: 'Zaunkönigin sucht Wohnung' });
  }
  /** All that has happened was looked through, and nothing is on its way. */
  async function looked(): Promise<void> {
    await waitFor('the pushes to be sent', async () => {
      const [row] = await sql(
        `select not exists (select from realtime_event e, notification_cursor n
           where (e.transaction_id, e.id) > (n.transaction_id, n.event_id))
         and not exists (select from push_subscription where due_at is not null) as is_done`,
      );
      return row?.['is_done'];
    });
  }

  it('begin with mine and mentions, without sound, and are each counselor’s own', async () => {
    expect(await olena.api.ok('GET', '/api/notification-settings')).toEqual(standardSettings);
    const office = await app.api.ok<{ id: string }>('POST', '/api/offices', { name: 'Hafen' });
    const chosen = await choose(olena.api, {
      notifiesUnassigned: true,
      officeIds: [office.id, office.id],
      hasSound: true,
      quietHours: { isOn: true, from: '17:30', to: '08:00', days: [5, 1, 5] },
      idleMinutes: 5,
    });
    expect(chosen).toEqual({
      ...standardSettings,
      notifiesUnassigned: true,
      officeIds: [office.id],
      hasSound: true,
      quietHours: { isOn: true, from: '17:30', to: '08:00', days: [1, 5] },
      idleMinutes: 5,
    });
    expect(await olena.api.ok('GET', '/api/notification-settings')).toEqual(chosen);
    expect(await jonas.api.ok('GET', '/api/notification-settings')).toEqual(standardSettings);
    const other = await addOrganization(app);
    const foreign = { ...standardSettings, officeIds: [office.id] };
    const refused = [
      await other.api.request('PUT', '/api/notification-settings', foreign),
      await olena.api.request('PUT', '/api/notification-settings', { ...chosen, idleMinutes: 0 }),
      await olena.api.request('PUT', '/api/notification-settings', {
        ...chosen,
        quietHours: { ...chosen.quietHours, from: '25:00' },
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([422, 422, 422]);
  });

  it('P17: a push says that there is a message and nothing else, signed and encrypted for one browser', async () => {
    const browser = service.addBrowser();
    const { publicKey } = await olena.api.ok<{ publicKey: string }>('GET', '/api/push-key');
    await subscribe(olena.api, browser, 'uk');
    const says = await conversationOf(olena);
    browser.pushes.length = 0;
    const conversationId = await says();
    const push = await waitFor('the push', () => browser.pushes[0]);
    expect(push.payload).toEqual({ text: 'Нове повідомлення', language: 'uk', conversationId });
    expect(push.headers).toMatchObject({
      ttl: String(4 * 3600),
      urgency: 'normal',
      topic: 'new-message',
      'content-encoding': 'aes128gcm',
    });
    expect(push.body.toString('latin1')).not.toContain(conversationId);
    const vapid = readVapid(push.headers.authorization ?? '');
    expect(vapid.publicKey).toBe(publicKey);
    expect(vapid.claims).toMatchObject({ aud: service.url, sub: 'mailto:operator@localhost' });
    const validSeconds = Number(vapid.claims['exp']) - Date.now() / 1000;
    expect(validSeconds > 0 && validSeconds <= 24 * 3600).toBe(true);
    await looked();
    expect((await browsersOf(olena.api))[0]?.lastPushedAt).not.toBeNull();
  });

  it('tells of what is mine; of what nobody has, by choice and by office; never of a colleague’s', async () => {
    const [hers, his] = [service.addBrowser(), service.addBrowser()];
    await subscribe(olena.api, hers);
    await subscribe(jonas.api, his);
    const office = await app.api.ok<{ id: string }>('POST', '/api/offices', { name: 'Mitte' });
    await choose(jonas.api, { notifiesMine: false, notifiesUnassigned: true });
    await choose(olena.api, { notifiesUnassigned: true, officeIds: [office.id] });
    const [toOlena, toJonas, toNobody] = [
      await conversationOf(olena),
      await conversationOf(jonas),
      await conversationOf(null),
    ];
    await looked();
    for (const { pushes } of [hers, his]) pushes.length = 0;
    const id = await toNobody();
    await waitFor('his push', () => his.pushes.length === 1);
    await toJonas();
    await looked();
    expect([hers.pushes.length, his.pushes.length]).toEqual([0, 1]);
    await sql('update conversation set office_id = $1 where id = $2', [office.id, id]);
    await toNobody();
    await waitFor('the office', () => hers.pushes.length === 1);
    await looked();
    const mine = await toOlena();
    await waitFor('hers', () => hers.pushes.at(-1)?.payload['conversationId'] === mine);
    await looked();
    expect([hers.pushes.length, his.pushes.length]).toEqual([2, 2]);
  });

  it('tells who is named in a note, though the conversation is a colleague’s, unless they chose not to hear', async () => {
    const [hers, his] = [service.addBrowser(), service.addBrowser()];
    await subscribe(olena.api, hers);
    await subscribe(jonas.api, his);
    await choose(jonas.api, { notifiesMentions: false });
    const says = await conversationOf(null);
    const id = await says();
    await app.api.ok('POST', `/api/conversations/${id}/read`);
    await note(app.api, id, { text: 'Zaunkönigin?' });
    await looked();
    expect([hers.pushes.length, his.pushes.length]).toEqual([0, 0]);
    await note(app.api, id, { text: 'Zaunkönigin?', mentionIds: [olena.id, jonas.id] });
    await waitFor('her push', () => hers.pushes.length === 1);
    await looked();
    expect(his.pushes).toEqual([]);
    expect(hers.pushes[0]?.payload).toEqual({
      text: 'Neue Nachricht',
      language: 'de',
      conversationId: id,
    });
  });

  it('ten messages are one push; what somebody else writes meanwhile comes after the burst', async () => {
    const browser = service.addBrowser();
    await subscribe(olena.api, browser);
    const [amina, farid] = [await conversationOf(olena), await conversationOf(olena)];
    browser.pushes.length = 0;
    const first = await amina();
    await waitFor('the first push', () => browser.pushes.length === 1);
    await looked();
    // The burst lasts as long as the writing does.
    await sql(`update push_subscription set last_pushed_at = now() + interval '1 hour'`);
    for (let count = 0; count < 8; count += 1) await amina();
    const second = await farid();
    await waitFor('the last to be pending', async () => {
      const [row] = await sql('select pending_conversation_id as id from push_subscription');
      return row?.['id'] === second;
    });
    expect(browser.pushes).toHaveLength(1);
    await sql('update push_subscription set due_at = now()');
    await looked();
    const opened = browser.pushes.map(({ payload }) => payload['conversationId']);
    expect(opened).toEqual([first, second]);
  });

  it('is silent while the person looks at the inbox, has read it, or has quiet hours', async () => {
    const browser = service.addBrowser();
    await subscribe(olena.api, browser);
    const says = await conversationOf(olena);
    browser.pushes.length = 0;
    await olena.api.ok('PUT', '/api/session/attention', { isAttentive: true });
    await says();
    await looked();
    expect(browser.pushes).toEqual([]);
    await olena.api.ok('PUT', '/api/session/attention', { isAttentive: false });
    const always = { isOn: true, from: '00:00', to: '00:00', days: [1, 2, 3, 4, 5, 6, 7] };
    await choose(olena.api, { quietHours: always });
    await says();
    await looked();
    expect(browser.pushes).toEqual([]);
    await choose(olena.api, {});
    const id = await says();
    await waitFor('the push', () => browser.pushes.length === 1);
    await looked();
    const dueAgain = 'update push_subscription set pending_conversation_id = $1, due_at = now()';
    await sql(dueAgain, [id]);
    await waitFor('what is unread', () => browser.pushes.length === 2);
    await looked();
    await olena.api.ok('POST', `/api/conversations/${id}/read`);
    await sql(dueAgain, [id]);
    await looked();
    expect(browser.pushes).toHaveLength(2);
  });

  it('tries again after 429 and 5xx, and gives up after five times without losing the browser', async () => {
    const browser = service.addBrowser();
    await subscribe(olena.api, browser);
    const says = await conversationOf(olena);
    browser.pushes.length = 0;
    service.answerWith({ status: 503 }, { status: 429, retryAfter: '1' });
    const startedAt = Date.now();
    await says();
    await waitFor('the third attempt', () => browser.pushes.length === 3);
    expect(Date.now() - startedAt).toBeGreaterThan(900);
    await looked();
    browser.pushes.length = 0;
    service.answerWith(...Array.from({ length: 5 }, () => ({ status: 500 })));
    await says();
    await looked();
    expect(browser.pushes).toHaveLength(5);
    expect(await browsersOf(olena.api)).toHaveLength(1);
    await says();
    await waitFor('the next message', () => browser.pushes.length === 6);
  });

  it('forgets a browser that is gone, and the others still hear', async () => {
    const [gone, here] = [service.addBrowser(), service.addBrowser()];
    await subscribe(olena.api, gone);
    const laptop = await signIn(app.url, olena.email, password);
    await subscribe(laptop, here);
    const says = await conversationOf(olena);
    gone.pushes.length = 0;
    here.pushes.length = 0;
    service.answerWith({ status: 410 }, { status: 201 });
    await says();
    await waitFor('one of them to be forgotten', async () => {
      return (await browsersOf(olena.api)).length === 1;
    });
    await looked();
    await says();
    await looked();
    expect(gone.pushes.length + here.pushes.length).toBe(3);
  });

  it('a browser ends with its session: signing out, deactivation; and can be removed by hand', async () => {
    const [phone, laptop] = [
      await signIn(app.url, jonas.email, password),
      await signIn(app.url, jonas.email, password),
    ];
    await subscribe(phone, service.addBrowser());
    const kept = await subscribe(laptop, service.addBrowser());
    const list = await browsersOf(phone);
    expect(list.map(({ isThisBrowser }) => isThisBrowser)).toEqual([false, true]);
    expect(JSON.stringify(list)).not.toMatch(/endpoint|p256dh|http/);
    await phone.ok('DELETE', '/api/session');
    expect((await browsersOf(laptop)).map(({ id }) => id)).toEqual([kept.id]);
    expect((await olena.api.request('DELETE', `/api/push-subscriptions/${kept.id}`)).status).toBe(
      404,
    );
    await laptop.ok('DELETE', `/api/push-subscriptions/${kept.id}`);
    expect(await browsersOf(laptop)).toEqual([]);
    const leaving = await addMember(app, 'leaving');
    await subscribe(leaving.api, service.addBrowser());
    await app.api.ok('PATCH', `/api/counselors/${leaving.id}`, { isActive: false });
    expect(await sql('select from push_subscription')).toEqual([]);
  });

  it('a browser that changes hands no longer hears for who had it', async () => {
    const browser = service.addBrowser();
    await subscribe(olena.api, browser);
    await subscribe(jonas.api, browser);
    expect(await browsersOf(olena.api)).toEqual([]);
    expect(await browsersOf(jonas.api)).toHaveLength(1);
  });

  it('pushes nowhere but to a public server over https, and keeps the address sealed', async () => {
    const { keys } = service.addBrowser().subscription;
    const ask = (endpoint: string, given = keys) =>
      olena.api.request('POST', '/api/push-subscriptions', {
        endpoint,
        keys: given,
        label: 'x',
        language: 'de',
      });
    for (const endpoint of [
      'http://push.example.org/a',
      'https://127.0.0.1/a',
      'https://[::1]/a',
      'https://169.254.169.254/latest',
      'https://10.0.0.8/a',
      'https://localhost/a',
      'https://push.example.org:8443/a',
      'https://user:secret@push.example.org/a',
      'file:///etc/passwd',
    ])
      expect((await ask(endpoint)).status, endpoint).toBe(422);
    const other = { ...keys, p256dh: Buffer.alloc(65, 4).toString('base64url') };
    expect((await ask('https://push.example.org/a', other)).status).toBe(422);
    // A name may lead to a private address: it is looked up when we post, and the socket refuses it.
    const rebound = newBrowser('https://localtest.localhost.example/a');
    expect((await ask(rebound.endpoint, rebound.keys)).status).toBe(201);
    const stored = await sql('select endpoint, keys, label from push_subscription');
    expect(JSON.stringify(stored.map((row) => String(row['endpoint'])))).not.toContain('https');
    const token = await olena.api.ok<{ token: string }>('POST', '/api/tokens', { name: 'x' });
    const byToken = await fetch(`${app.url}/api/push-subscriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...service.addBrowser().subscription, label: 'x', language: 'de' }),
    });
    expect(byToken.status).toBe(409);
  });
});
