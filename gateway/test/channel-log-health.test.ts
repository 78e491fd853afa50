import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelExchange, ChannelHealth } from '../contract/channel-log.ts';
import type { Channel } from '../contract/channel.ts';
import { createHealthCheck } from '../reconciliation/check-health.ts';
import { fakeGraphCredentials } from './fake-graph-payloads.ts';
import { fakeBotToken } from './fake-telegram.ts';
import { smsNumber, startMessengers, type Messengers, type Page } from './messengers.ts';

describe('the health of a channel, as its provider sees it', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers();
    // From now on each channel has its turn only when a test says so.
    await check();
  });
  afterAll(() => all?.stop());

  const query = (text: string, values: unknown[] = []) =>
    all.app.context.database.servicePool.query(text, values);
  async function check(): Promise<void> {
    const run = createHealthCheck(all.app.context);
    await run();
    await query('update channel_watch set health_due_at = now()');
    await run();
  }
  const healthOf = async ({ id }: Channel) =>
    (await all.app.api.ok<ChannelHealth>('GET', `/api/channels/${id}/health`)).provider;
  const read = ({ id }: Channel) => all.app.api.ok<Channel>('GET', `/api/channels/${id}`);
  const bot = () => {
    const found = all.telegram.bots.get(fakeBotToken);
    if (!found) throw new Error('The bot is gone');
    return found;
  };
  const webhooksSet = () =>
    all.telegram.requests.filter(({ method }) => method === 'setWebhook').length;

  it('Telegram: how many updates wait there, and what went wrong last', async () => {
    await check();
    expect(await healthOf(all.channels.telegram)).toMatchObject({
      pendingCount: 0,
      lastErrorAt: null,
      lastError: null,
      quality: null,
      problem: null,
    });
    const at = new Date(Math.floor(Date.now() / 1000) * 1000);
    bot().trouble = { pendingCount: 7, at, message: 'Connection timed out' };
    await check();
    expect(await healthOf(all.channels.telegram)).toMatchObject({
      pendingCount: 7,
      lastErrorAt: at.toISOString(),
      lastError: 'Connection timed out',
      problem: { code: 'webhook_failing' },
    });
    bot().trouble = { pendingCount: 0, at, message: 'Connection timed out' };
    await check();
    const caughtUp = await healthOf(all.channels.telegram);
    expect(caughtUp, 'an old error alone is no problem').toMatchObject({ problem: null });
    delete bot().trouble;
  });

  it('Telegram: a webhook that vanished is registered again, once an hour', async () => {
    const set = webhooksSet();
    const { webhook } = bot();
    expect(webhook?.url).toBe(all.channels.telegram.webhookUrl);
    bot().webhook = null;
    await check();
    expect(webhooksSet()).toBe(set + 1);
    expect(bot().webhook).toEqual(webhook);
    expect(await read(all.channels.telegram)).toMatchObject({ status: 'active', problem: null });
    await check();
    expect(await healthOf(all.channels.telegram)).toMatchObject({ problem: null });

    bot().webhook = null;
    await check();
    expect(webhooksSet(), 'somebody else removes it on purpose').toBe(set + 1);
    expect(await healthOf(all.channels.telegram)).toMatchObject({
      problem: { code: 'webhook_missing' },
    });
    bot().webhook = webhook;
  });

  it('Telegram: a webhook of another installation is shown and left to it', async () => {
    const { webhook } = bot();
    await query('update channel_watch set webhook_renewed_at = null');
    bot().webhook = { url: 'https://other.example/hook', secretToken: 'x', allowedUpdates: [] };
    const set = webhooksSet();
    await check();
    const health = await healthOf(all.channels.telegram);
    expect(health?.problem?.code).toBe('webhook_elsewhere');
    expect(health?.problem?.text).toContain('https://other.example');
    expect(health?.problem?.text).not.toContain('/hook');
    expect(webhooksSet()).toBe(set);
    bot().webhook = webhook;
  });

  it('refused credentials hold the channel, and what was held is released when they work', async () => {
    all.telegram.failNext({ method: 'getWebhookInfo', status: 401 });
    await check();
    expect(await read(all.channels.telegram)).toMatchObject({
      status: 'credentials_failed',
      problemCode: 'credentials_failed',
    });
    expect(await healthOf(all.channels.telegram)).toMatchObject({
      problem: { code: 'credentials_failed' },
      pendingCount: 0,
    });
    all.telegram.failNext({ method: 'getWebhookInfo', status: 500 });
    await check();
    expect(await read(all.channels.telegram)).toMatchObject({ status: 'credentials_failed' });
    expect(await healthOf(all.channels.telegram)).toMatchObject({
      problem: { code: 'unreachable' },
    });
    await check();
    expect(await read(all.channels.telegram)).toMatchObject({ status: 'active', problem: null });
    expect(await healthOf(all.channels.telegram)).toMatchObject({ problem: null });
  });

  it('a channel that a refused message holds is not released by a look at its account', async () => {
    const { id } = all.channels.sms;
    await query("update channel set status = 'credentials_failed', problem = 'x' where id = $1", [
      id,
    ]);
    all.app.context.directory.forget(id);
    await check();
    expect(await read(all.channels.sms)).toMatchObject({ status: 'credentials_failed' });
    await query("update channel set status = 'active', problem = null where id = $1", [id]);
    all.app.context.directory.forget(id);
  });

  it('Twilio: whether the account is active and the number’s messages come to us', async () => {
    await check();
    expect(await healthOf(all.channels.sms)).toMatchObject({ problem: null });
    const { webhookUrl } = all.channels.sms;
    const number = {
      sid: `PN${'a'.repeat(32)}`,
      phone_number: smsNumber,
      sms_application_sid: null,
    };
    const connected = { ...number, sms_url: `${webhookUrl}#rc=2` };
    all.twilio.numbers.push(connected);
    await check();
    expect(await healthOf(all.channels.sms)).toMatchObject({ problem: null });
    all.twilio.numbers.splice(0, 1, { ...number, sms_url: 'https://demo.twilio.com/reply' });
    await check();
    expect(await healthOf(all.channels.sms)).toMatchObject({
      problem: { code: 'webhook_elsewhere' },
    });
    all.twilio.state.accountStatus = 'suspended';
    await check();
    expect(await healthOf(all.channels.sms)).toMatchObject({
      problem: { code: 'account_inactive' },
    });
    all.twilio.state.accountStatus = 'active';
    all.twilio.numbers.length = 0;
    expect(all.twilio.violations).toEqual([]);
  });

  it('Cloud API: quality and state of the number; a report makes it be asked at once', async () => {
    await check();
    expect(await healthOf(all.channels.whatsapp)).toMatchObject({
      quality: 'green',
      problem: null,
    });
    all.graph.number = { quality: 'RED', status: 'FLAGGED' };
    const { phoneNumberId } = fakeGraphCredentials;
    const value = {
      display_phone_number: '4930901820',
      event: 'FLAGGED',
      current_limit: 'TIER_1K',
    };
    const changes = [{ field: 'phone_number_quality_update', value }];
    const payload = { object: 'whatsapp_business_account', entry: [{ id: '1', changes }] };
    await query("update channel_watch set checked_at = now() - interval '2 minutes'");
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
    await createHealthCheck(all.app.context)();
    expect(await healthOf(all.channels.whatsapp)).toMatchObject({
      quality: 'red',
      problem: { code: 'account_limited' },
    });
    const path = `/api/channels/${all.channels.whatsapp.id}/log`;
    const { items } = await all.app.api.ok<Page<ChannelExchange>>('GET', path);
    expect(items.find(({ purpose }) => purpose === 'report')).toMatchObject({
      providerCode: 'FLAGGED',
      detail: 'Meta reports of 4930901820: FLAGGED, TIER_1K.',
    });
    expect(items.find(({ purpose }) => purpose === 'health')).toMatchObject({
      path: '/v25.0/{phone-number-id}',
      status: 200,
    });
    expect(JSON.stringify(items.map(({ path: called }) => called))).not.toContain(phoneNumberId);
  });

  it('nobody asks for switched-off channels, the test phone, or those of the demonstration', async () => {
    const asked = () =>
      [all.telegram, all.twilio, all.graph].map(({ requests }) => requests.length);
    await all.app.api.ok('PATCH', `/api/channels/${all.channels.telegram.id}`, {
      isDisabled: true,
    });
    await query("update channel set is_invented = true where kind <> 'telegram'");
    const before = asked();
    await check();
    expect(asked()).toEqual(before);
    expect(await healthOf(all.channels.simulator)).toBeNull();
    // Credentials that a provider accepts are no invention.
    await query('update channel set is_invented = true where id = $1', [all.channels.sms.id]);
    await all.app.api.ok('POST', `/api/channels/${all.channels.sms.id}/verify`);
    const { rows } = await query('select is_invented from channel where id = $1', [
      all.channels.sms.id,
    ]);
    expect(rows).toEqual([{ is_invented: false }]);
  });
});
