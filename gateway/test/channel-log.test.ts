import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelExchange, ChannelHealth } from '../contract/channel-log.ts';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import { applyRetention } from '../retention.ts';
import {
  addCorrespondent,
  reply,
  trouble,
  waitForStatus,
  writeAs,
  type Line,
} from './correspondents.ts';
import { fakeGraphCredentials, inboundMessage } from './fake-graph-payloads.ts';
import {
  counterValue,
  messageSid,
  postTelegram,
  postTwilio,
  startMessengers,
  twilioMessage,
  type Messengers,
  type Page,
} from './messengers.ts';
import { addMember, addOrganization } from './tenants.ts';
import { waitFor } from './wait-for.ts';

/** In everything that people say here. */
const canary = 'Blaumeise';

describe('the channel log', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers({}, { sendTimeoutMs: 600 });
  });
  afterAll(() => all?.stop());

  const logOf = async ({ id }: Channel, query = '') =>
    (
      await all.app.api.ok<Page<ChannelExchange>>(
        'GET',
        `/api/channels/${id}/log?limit=100${query}`,
      )
    ).items;
  const exchangesOf = async ({ id }: Pick<Message, 'id'>) =>
    (await all.app.api.ok<Page<ChannelExchange>>('GET', `/api/messages/${id}/exchanges`)).items;
  const healthOf = ({ id }: Channel) =>
    all.app.api.ok<ChannelHealth>('GET', `/api/channels/${id}/health`);
  const newest = async (channel: Channel) => (await logOf(channel))[0];

  it('X18 holds each exchange in both directions, redacted, and leads to its message', async () => {
    const person = await addCorrespondent(all, 'sms');
    const answer = await reply(all, person, { text: `${canary} fliegt` });
    const { externalId } = await waitForStatus(all, answer, 'accepted');
    const callback = await all.twilio.statusCallback(externalId ?? '', 'delivered');
    expect(callback.status).toBe(200);
    await waitForStatus(all, answer, 'delivered');
    expect(await exchangesOf(person.firstMessage)).toMatchObject([
      {
        direction: 'inbound',
        purpose: 'webhook',
        method: 'POST',
        path: '/webhooks/twilio/{channel}',
        status: 200,
        eventCount: 1,
        isFailed: false,
        messageId: person.firstMessage.id,
        conversationId: person.conversationId,
      },
    ]);
    const about = await exchangesOf(answer);
    expect(about).toMatchObject([
      { direction: 'inbound', path: '/webhooks/twilio/{channel}/status/{delivery}', status: 200 },
      {
        direction: 'outbound',
        purpose: 'send',
        method: 'POST',
        path: '/2010-04-01/Accounts/{sid}/Messages.json',
        status: 201,
        providerCode: null,
        isFailed: false,
        messageId: answer.id,
        conversationId: person.conversationId,
      },
    ]);
    expect(about[1]?.elapsedMs).toBeGreaterThanOrEqual(0);
    // What the answer's headers hold otherwise (connection, keep-alive …) is not kept.
    expect(Object.keys(about[1]?.headers ?? {}).sort()).toEqual(['content-type', 'date']);
    expect(await logOf(all.channels.sms, `&messageId=${answer.id}`)).toEqual(about);
  });

  it('X18 can be narrowed down and paged', async () => {
    const person = await addCorrespondent(all, 'telegram');
    trouble.breakDown(all, 'telegram');
    const message = await reply(all, person, { text: `${canary} ruft` });
    await waitForStatus(all, message, 'accepted');
    const failed = await logOf(all.channels.telegram, '&failed=true');
    expect(failed).toMatchObject([
      {
        path: '/bot{token}/sendMessage',
        status: 500,
        providerCode: '500',
        messageId: message.id,
      },
    ]);
    const worked = await logOf(all.channels.telegram, '&failed=false');
    expect(worked.length).toBeGreaterThan(2);
    expect(worked.some(({ isFailed }) => isFailed)).toBe(false);
    const inbound = await logOf(all.channels.telegram, '&direction=inbound');
    expect(new Set(inbound.map(({ direction }) => direction))).toEqual(new Set(['inbound']));

    const whole = (await logOf(all.channels.telegram)).map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/api/channels/${all.channels.telegram.id}/log?limit=2${cursor && `&cursor=${cursor}`}`;
      const page: Page<ChannelExchange> = await all.app.api.ok('GET', path);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
    const foreign = `/api/channels/${all.channels.telegram.id}/log?cursor=eyJ4IjoxfQ`;
    expect((await all.app.api.request('GET', foreign)).status).toBe(422);
  });

  it('X18 shows what was refused, with the code and nothing of the body', async () => {
    const params = twilioMessage(all, {
      sid: messageSid('forged'),
      from: '+4915112345678',
      body: canary,
    });
    const forged = await fetch(`${all.channels.sms.webhookUrl}/${canary}/%2B4915112345678`, {
      method: 'POST',
      headers: { 'x-twilio-signature': 'AAAA', 'user-agent': 'TwilioProxy/1.1' },
      body: new URLSearchParams(params),
    });
    expect(forged.status).toBe(403);
    expect(await newest(all.channels.sms)).toMatchObject({
      direction: 'inbound',
      path: '/webhooks/twilio/{channel}/{other}',
      status: 403,
      reasons: ['signature_invalid'],
      isFailed: true,
      headers: { 'user-agent': 'TwilioProxy/1.1' },
      messageId: null,
    });
  });

  it('X18 keeps a minute’s flood of refused requests within bounds', async () => {
    const lost = await counterValue(all.app, 'lotse_exchanges_dropped_total', {});
    const forge = () => fetch(all.channels.twilioWhatsapp.webhookUrl, { method: 'POST' });
    for (let turn = 0; turn < 10; turn++) {
      await Promise.all(Array.from({ length: 13 }, forge));
    }
    const kept = await logOf(all.channels.twilioWhatsapp, '&failed=true');
    expect(kept.length).toBeGreaterThanOrEqual(60);
    expect(kept.length, 'at most two minutes’ worth').toBeLessThanOrEqual(120);
    const dropped = (await counterValue(all.app, 'lotse_exchanges_dropped_total', {})) - lost;
    expect(dropped + kept.length).toBe(130);
  });

  it('X18 X12 says why an event was left alone', async () => {
    await postTelegram(all, { update_id: 5, inline_query: { id: '1', query: canary } });
    expect(await newest(all.channels.telegram)).toMatchObject({
      status: 200,
      reasons: ['update_inline_query'],
      isFailed: false,
    });
    const { id } = all.channels.sms;
    await all.app.api.ok('PATCH', `/api/channels/${id}`, { isDisabled: true });
    const params = twilioMessage(all, {
      sid: messageSid('off'),
      from: '+4915112345678',
      body: canary,
    });
    expect((await postTwilio(all, all.channels.sms, params)).status).toBe(200);
    expect(await newest(all.channels.sms)).toMatchObject({
      status: 200,
      eventCount: 1,
      reasons: ['channel_disabled'],
    });
    await all.app.api.ok('PATCH', `/api/channels/${id}`, { isDisabled: false });
  });

  it('WAS04 errors that belong to no message stand there in the provider’s words', async () => {
    const { phoneNumberId } = fakeGraphCredentials;
    const metadata = { display_phone_number: '4930901820', phone_number_id: phoneNumberId };
    const errors = [{ code: 130429, title: 'Rate limit hit', message: 'Rate limit hit' }];
    const value = { messaging_product: 'whatsapp', metadata, errors };
    const entry = [{ id: '1', changes: [{ field: 'messages', value }] }];
    const payload = { object: 'whatsapp_business_account', entry };
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
    const [webhook, report] = await logOf(all.channels.whatsapp);
    expect(webhook).toMatchObject({ purpose: 'webhook', isFailed: false, detail: null });
    expect(report).toMatchObject({
      direction: 'inbound',
      purpose: 'report',
      providerCode: '130429',
      detail: 'Rate limit hit',
      isFailed: true,
    });
    expect(await healthOf(all.channels.whatsapp)).toMatchObject({ lastErrorCode: '130429' });
  });

  it('WAI22 warns the channels of the same app of a number that none of them has', async () => {
    const stranger = inboundMessage('999999999999999', {
      id: 'wamid.stranger',
      from: '4915112345678',
      text: canary,
    });
    const shared = `${all.app.url}/webhooks/whatsapp-cloud`;
    const alarms = async () =>
      (await logOf(all.channels.whatsapp)).filter(({ reasons }) =>
        reasons.includes('unknown_provider_address'),
      );
    const unsigned = { method: 'POST', body: JSON.stringify(stranger) };
    expect((await fetch(shared, unsigned)).status).toBe(200);
    expect(await alarms(), 'anybody could have sent that').toEqual([]);
    const alarm = await waitFor('the alarm; one request a second is looked at', async () => {
      expect((await all.graph.deliver(shared, stranger)).status).toBe(200);
      return (await alarms())[0];
    });
    expect(alarm).toMatchObject({ path: '/webhooks/whatsapp-cloud', status: 200, isFailed: true });
    expect(await healthOf(all.channels.whatsapp)).toMatchObject({
      lastErrorCode: 'unknown_provider_address',
    });
  });

  it('X18 gives the health of a channel: last success, last error, backlog, times', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    const before = new Date().toISOString();
    await waitForStatus(all, await reply(all, person, { text: canary }), 'accepted');
    trouble.hang(all, 'whatsapp');
    await waitForStatus(all, await reply(all, person, { text: canary }), 'unknown');
    const health = await healthOf(all.channels.whatsapp);
    expect(health).toMatchObject({
      lastErrorCode: 'no_answer',
      backlog: { queued: 0, oldestQueuedAt: null, unknown: 1, pendingMedia: 0 },
      provider: null,
    });
    expect(health.lastSentAt && health.lastSentAt > before).toBe(true);
    expect(health.lastErrorAt && health.lastErrorAt > before).toBe(true);
    expect(health.exchanges24h.ok).toBeGreaterThan(2);
    expect(health.exchanges24h.failed).toBeGreaterThan(1);
    expect(health.p95Ms).toBeGreaterThanOrEqual(health.p50Ms ?? Infinity);
  });

  it('X18 is for those who manage channels', async () => {
    const { api } = await addMember(all.app, 'counselor-of-the-log');
    const other = await addOrganization(all.app);
    const { id } = all.channels.sms;
    const exchanges = await logOf(all.channels.sms);
    const messageId = exchanges.find((exchange) => exchange.messageId !== null)?.messageId;
    for (const path of [
      `/api/channels/${id}/log`,
      `/api/channels/${id}/health`,
      `/api/messages/${messageId}/exchanges`,
    ]) {
      expect((await all.app.api.request('GET', path)).status, path).toBe(200);
      expect((await api.request('GET', path)).status, path).toBe(403);
      expect((await other.api.request('GET', path)).status, path).toBe(404);
    }
  });

  it('X13 X18 no row holds a text, a number, a name or a secret, whatever went wrong', async () => {
    const suffer = async (line: Line) => {
      const person = await addCorrespondent(all, line);
      await writeAs(all, person, `${canary} ${person.address}`, 90_000 + line.length);
      trouble.throttle(all, line);
      await waitForStatus(all, await reply(all, person, { text: canary }), 'accepted', 30_000);
      trouble.hang(all, line);
      await waitForStatus(all, await reply(all, person, { text: canary }), 'unknown');
    };
    await Promise.all((['telegram', 'sms', 'whatsapp'] as const).map(suffer));
    await all.app.context.channelLog.flush();
    const { rows } = await all.app.context.database.servicePool.query<{ row: string }>(
      'select channel_exchange::text as row from channel_exchange',
    );
    expect(rows.length).toBeGreaterThan(40);
    const stored = rows.map(({ row }) => row).join('\n');
    expect(stored, 'it is the whole row').toContain('/bot{token}/sendMessage');
    for (const secret of [
      canary,
      '49151123',
      'AAEexample',
      all.twilio.accountSid,
      all.twilio.authToken,
      'wamid.',
      fakeGraphCredentials.phoneNumberId,
      fakeGraphCredentials.accessToken,
      fakeGraphCredentials.appSecret,
    ]) {
      expect(stored.includes(secret), secret).toBe(false);
      const hex = Buffer.from(secret).toString('hex');
      expect(stored.includes(hex), `${secret} in hex`).toBe(false);
    }
    expect(stored).not.toMatch(/\b(SM|MM|AC|ME)[0-9a-f]{32}\b/);
  });

  it('X18 goes after seven days', async () => {
    const { database, log } = all.app.context;
    const insert = (purpose: string, hours: number) =>
      database.servicePool.query(
        `insert into channel_exchange (id, organization_id, channel_id, at, direction, purpose, reasons, is_failed, subjects)
         select overlay(overlay(first_id_at(now() - make_interval(hours => $1))::text placing '7' from 15)
           placing '8' from 20)::uuid, organization_id, id, now(), 'inbound', $2, '{}', false, '{}'
         from channel where id = $3`,
        [hours, purpose, all.channels.simulator.id],
      );
    await insert('too old', 7 * 24 + 1);
    await insert('young enough', 7 * 24 - 1);
    expect(await logOf(all.channels.simulator)).toHaveLength(2);
    await applyRetention(database, log);
    expect((await logOf(all.channels.simulator)).map(({ purpose }) => purpose)).toEqual([
      'young enough',
    ]);
  });
});
