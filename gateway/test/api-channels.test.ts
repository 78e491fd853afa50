import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel, ChannelKind } from '../contract/channel.ts';
import { fakeGraphCredentials } from './fake-graph-payloads.ts';
import { fakeBotToken } from './fake-telegram.ts';
import {
  conversationsOf,
  smsNumber,
  startMessengers,
  telegramSecret,
  threadOf,
  type Messengers,
} from './messengers.ts';
import { reply, write } from './phone.ts';
import { postUpdate, textUpdate } from './telegram-updates.ts';
import { addMember, type Member } from './tenants.ts';
import { waitFor } from './wait-for.ts';

const wrongBotToken = '987654321:AAEanotheranotheranotheranother-__02';

describe('channels', () => {
  let all: Messengers;
  let counselor: Member;
  beforeAll(async () => {
    all = await startMessengers();
    counselor = await addMember(all.app, 'counselor');
  });
  afterAll(() => all?.stop());

  const call = <T = Channel>(method: string, path: string, body?: unknown) =>
    all.app.api.request<T>(method, path, body);
  const create = (body: Record<string, unknown>) =>
    call('POST', '/api/channels', { name: 'Neu', ...body });
  const patch = (id: string, body: unknown) => call('PATCH', `/api/channels/${id}`, body);
  const get = async (id: string) => (await call('GET', `/api/channels/${id}`)).body;
  const secrets = () => [
    fakeBotToken,
    wrongBotToken,
    telegramSecret,
    all.twilio.authToken,
    ...Object.values(fakeGraphCredentials).slice(1),
  ];

  it('of each kind are connected, verified and named as the provider names them', async () => {
    const { telegram, sms, twilioWhatsapp, whatsapp, simulator } = all.channels;
    const labels = [telegram, sms, twilioWhatsapp, whatsapp, simulator].map(({ status, label }) => [
      status,
      label,
    ]);
    expect(labels).toEqual([
      ['active', '@lotse_example_bot'],
      ['active', smsNumber],
      ['active', 'whatsapp:+4915735980001'],
      ['active', expect.stringMatching(/\d/)],
      ['active', null],
    ]);
    for (const channel of Object.values(all.channels)) {
      expect(channel).toMatchObject({
        automation: 'off',
        policy: 'full',
        problem: null,
        officeId: null,
        lastReceivedAt: null,
      });
      expect(channel.webhookUrl).toBe(`${all.app.url}/webhooks/${channel.kind}/${channel.id}`);
      expect(await get(channel.id)).toEqual(channel);
    }
    expect(all.telegram.bots.get(fakeBotToken)?.webhook).toMatchObject({
      url: telegram.webhookUrl,
      secretToken: telegramSecret,
    });
    // Meta and Twilio's WhatsApp need a hand in their consoles: it is said where, and with which address.
    expect(whatsapp.todo).toContain('Meta');
    expect(twilioWhatsapp.todo).toContain(twilioWhatsapp.webhookUrl);
    expect([telegram, whatsapp, twilioWhatsapp].map(({ todoCode }) => todoCode)).toEqual([
      null,
      'https_required',
      'whatsapp_sender_webhook',
    ]);
    expect([all.twilio.violations, all.graph.violations]).toEqual([[], []]);
  });

  it('with wrong credentials are kept, and say in plain words what is wrong', async () => {
    const { accountSid } = all.twilio;
    const telegram = await create({ kind: 'telegram', credentials: { botToken: wrongBotToken } });
    const twilio = await create({
      kind: 'twilio',
      credentials: { accountSid, authToken: 'x'.repeat(32), from: '+4915735980009' },
    });
    const whatsapp = await create({
      kind: 'whatsapp-cloud',
      credentials: { ...fakeGraphCredentials, phoneNumberId: '999', accessToken: 'EAAwrong' },
    });
    for (const { status, body } of [telegram, twilio, whatsapp]) {
      expect([status, body.status]).toEqual([201, 'credentials_failed']);
      expect(body.problem).toMatch(/^[A-Z].{30,}/s);
      expect(body.problemCode).toBe('credentials_failed');
    }
    expect(telegram.body.problem).toContain('bot token');
    expect(twilio.body.problem).toContain('auth token');
    expect(whatsapp.body.problem).toContain('access token');
    for (const { body } of [telegram, twilio, whatsapp])
      await call('DELETE', `/api/channels/${body.id}`);
  });

  it('whose provider can not be reached are unverified, and verified when asked again', async () => {
    all.telegram.failNext({ method: 'getMe', destroy: true, times: 5 });
    const { body: channel } = await create({
      kind: 'telegram',
      credentials: { botToken: fakeBotToken, webhookSecret: telegramSecret },
    });
    expect(channel).toMatchObject({ status: 'unverified', label: null });
    expect(channel.problem).toContain('could not be reached');
    const verify = () => call('POST', `/api/channels/${channel.id}/verify`);
    await waitFor(
      'the stand-in to be well again',
      async () => (await verify()).body.status === 'active',
    );
    expect(await get(channel.id)).toMatchObject({
      status: 'active',
      problem: null,
      label: '@lotse_example_bot',
    });
    await call('DELETE', `/api/channels/${channel.id}`);
    await call('POST', `/api/channels/${all.channels.telegram.id}/verify`);
  });

  it('are refused when kind, name or credentials do not fit, field by field', async () => {
    const paths = async (body: Record<string, unknown>) => {
      const answer = await create(body);
      expect(answer, JSON.stringify(body)).toMatchObject({
        status: 422,
        body: { code: 'validation_failed' },
      });
      const { issues } = answer.body as unknown as { issues: { path: string; message: string }[] };
      expect(issues.every(({ message }) => message.length > 5)).toBe(true);
      return issues.map(({ path }) => path).toSorted();
    };
    const before = (await all.app.api.ok<{ items: Channel[] }>('GET', '/api/channels')).items
      .length;
    for (const kind of ['pigeon', '', 'constructor', '__proto__', 'Telegram']) {
      expect(await paths({ kind })).toEqual(['body.kind']);
    }
    expect(await paths({ kind: 'telegram', name: '' })).toEqual(['body.name']);
    expect(await paths({ kind: 'telegram' })).toEqual(['body.credentials.botToken']);
    expect(
      await paths({ kind: 'telegram', credentials: { botToken: 'token', webhookSecret: 'ä' } }),
    ).toEqual(['body.credentials.botToken', 'body.credentials.webhookSecret']);
    expect(await paths({ kind: 'twilio', credentials: {} })).toEqual([
      'body.credentials.accountSid',
      'body.credentials.authToken',
    ]);
    const account = { accountSid: all.twilio.accountSid, authToken: all.twilio.authToken };
    expect(await paths({ kind: 'twilio', credentials: account })).toEqual([
      'body.credentials.from',
    ]);
    expect(
      await paths({ kind: 'whatsapp-cloud', credentials: { phoneNumberId: '+49 30' } }),
    ).toEqual(
      ['accessToken', 'appSecret', 'phoneNumberId', 'verifyToken'].map(
        (name) => `body.credentials.${name}`,
      ),
    );
    expect(await paths({ kind: 'telegram', credentials: 'token' })).toEqual(['body.credentials']);
    expect(await paths({ kind: 'simulator', policy: 'some' })).toEqual(['body.policy']);
    expect(await paths({ kind: 'simulator', automation: 'on' })).toEqual(['body.automation']);
    expect(await paths({ kind: 'simulator', officeId: randomUUID() })).toEqual(['body.officeId']);
    expect((await all.app.api.ok<{ items: Channel[] }>('GET', '/api/channels')).items.length).toBe(
      before,
    );
  });

  it('change name, office, policy and automation', async () => {
    const office = await all.app.api.ok<{ id: string }>('POST', '/api/offices', { name: 'Büro' });
    const { body: channel } = await create({
      kind: 'simulator',
      policy: 'notify',
      officeId: office.id,
    });
    expect(channel).toMatchObject({ policy: 'notify', automation: 'off', officeId: office.id });
    const changed = await patch(channel.id, { name: '  Schulung ', policy: 'off', officeId: null });
    expect(changed.body).toEqual({ ...channel, name: 'Schulung', policy: 'off', officeId: null });
    expect((await patch(channel.id, {})).body).toEqual(changed.body);
    for (const automation of ['faq', 'full', 'off']) {
      const { body } = await patch(channel.id, { automation });
      expect(body).toEqual({ ...changed.body, automation });
    }
    expect((await patch(channel.id, { name: '' })).status).toBe(422);
    expect((await patch(channel.id, { kind: 'telegram', status: 'disabled' })).body).toEqual(
      changed.body,
    );
    const inOffice = (await create({ kind: 'simulator', officeId: office.id })).body;
    const conversation = await all.app.api.ok(
      'GET',
      `/api/conversations/${await write(all.app.api, inOffice)}`,
    );
    expect(conversation).toMatchObject({ officeId: office.id });
  });

  it('take new credentials as a whole, verify them, and send what waited', async () => {
    const { telegram } = all.channels;
    await postUpdate(
      telegram.webhookUrl,
      telegramSecret,
      textUpdate('Hilfe', { updateId: 50, messageId: 50, userId: 5050 }),
    );
    const conversation = (await conversationsOf(all.app, telegram)).at(0);
    const broken = await patch(telegram.id, { credentials: { botToken: wrongBotToken } });
    expect(broken.body.status).toBe('credentials_failed');
    // The secret was replaced with the rest: the old one no longer opens.
    expect(
      (await postUpdate(telegram.webhookUrl, telegramSecret, textUpdate('x', { updateId: 51 })))
        .status,
    ).toBe(401);

    const sent = await reply(all.app.api, conversation?.id ?? '', { text: 'wartet' });
    expect(sent.status).toBe(201);
    const delivery = async () => (await threadOf(all.app, conversation?.id ?? '')).at(-1)?.delivery;
    const waiting = await waitFor('the message to wait', async () => {
      const now = await delivery();
      return now?.status === 'queued' && now.failure ? now : undefined;
    });
    expect(waiting.failure).toMatchObject({
      code: 'credentials_failed',
      text: expect.stringMatching(/\w/),
    });

    const mended = await patch(telegram.id, {
      credentials: { botToken: fakeBotToken, webhookSecret: telegramSecret },
    });
    expect(mended.body).toMatchObject({ status: 'active', problem: null });
    await waitFor('what waited to be sent', async () => (await delivery())?.status === 'accepted');
    expect(
      (
        await postUpdate(
          telegram.webhookUrl,
          telegramSecret,
          textUpdate('y', { updateId: 52, messageId: 52 }),
        )
      ).status,
    ).toBe(200);
    const unfit = await patch(telegram.id, { credentials: { botToken: 'x' } });
    expect(unfit).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'body.credentials.botToken' }] },
    });
    expect(await get(telegram.id)).toMatchObject({ status: 'active' });
  });

  it('switched off take nothing and send nothing; switched on they are verified again', async () => {
    const { body: channel } = await create({ kind: 'simulator' });
    const id = await write(all.app.api, channel);
    expect((await patch(channel.id, { isDisabled: true })).body.status).toBe('disabled');
    expect(await reply(all.app.api, id, { text: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'channel_down' },
    });
    const phone = {
      phone: { id: 'a', name: 'a', messenger: 'simulator' },
      messageId: 'a',
      text: 'a',
    };
    expect(await call('POST', `/api/simulator/${channel.id}/messages`, phone)).toMatchObject({
      status: 409,
    });
    expect((await call('POST', `/api/channels/${channel.id}/verify`)).body.status).toBe('disabled');
    expect((await patch(channel.id, { isDisabled: false })).body.status).toBe('active');
    expect((await reply(all.app.api, id, { text: 'x' })).status).toBe(201);

    const { telegram } = all.channels;
    await patch(telegram.id, { isDisabled: true });
    const before = (await conversationsOf(all.app, telegram)).length;
    const answer = await postUpdate(
      telegram.webhookUrl,
      telegramSecret,
      textUpdate('x', { updateId: 60, userId: 6060 }),
    );
    expect(answer.status).toBe(200);
    expect((await conversationsOf(all.app, telegram)).length).toBe(before);
    expect((await patch(telegram.id, { isDisabled: false })).body.status).toBe('active');
  });

  it('disconnected are gone with their webhook; their conversations stay', async () => {
    const { body: channel } = await create({
      kind: 'telegram',
      credentials: { botToken: fakeBotToken, webhookSecret: telegramSecret },
    });
    const post = () =>
      postUpdate(channel.webhookUrl, telegramSecret, textUpdate('Hilfe', { userId: 7070 }));
    expect((await post()).status).toBe(200);
    const [conversation] = await conversationsOf(all.app, channel);
    expect((await call('DELETE', `/api/channels/${channel.id}`)).status).toBe(204);
    expect((await call('GET', `/api/channels/${channel.id}`)).status).toBe(404);
    expect((await call('DELETE', `/api/channels/${channel.id}`)).status).toBe(404);
    expect((await patch(channel.id, { name: 'x' })).status).toBe(404);
    expect((await call('POST', `/api/channels/${channel.id}/verify`)).status).toBe(404);
    const listed = await all.app.api.ok<{ items: Channel[] }>('GET', '/api/channels');
    expect(listed.items.map(({ id }) => id)).not.toContain(channel.id);
    expect((await post()).status).toBe(404);
    expect(await all.app.api.ok('GET', `/api/conversations/${conversation?.id}`)).toMatchObject({
      channel: { id: channel.id },
    });
    expect(await reply(all.app.api, conversation?.id ?? '', { text: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'channel_down' },
    });
    await call('POST', `/api/channels/${all.channels.telegram.id}/verify`);
  });

  it('one WhatsApp number is one channel, until it is disconnected', async () => {
    const again = { kind: 'whatsapp-cloud', credentials: fakeGraphCredentials };
    expect(await create(again)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const other = await create({
      ...again,
      credentials: { ...fakeGraphCredentials, phoneNumberId: '12' },
    });
    expect(other.status).toBe(201);
    expect((await patch(other.body.id, { credentials: fakeGraphCredentials })).status).toBe(409);
    await call('DELETE', `/api/channels/${all.channels.whatsapp.id}`);
    expect(await patch(other.body.id, { credentials: fakeGraphCredentials })).toMatchObject({
      status: 200,
      body: { status: 'active' },
    });
  });

  it('are read by counselors and changed by administrators', async () => {
    const { simulator } = all.channels;
    expect(await counselor.api.ok('GET', `/api/channels/${simulator.id}`)).toMatchObject({
      id: simulator.id,
    });
    expect(
      (await counselor.api.request('PATCH', `/api/channels/${simulator.id}`, { name: 'x' })).status,
    ).toBe(403);
    expect(
      (await counselor.api.request('POST', '/api/channels', { kind: 'simulator', name: 'x' }))
        .status,
    ).toBe(403);
    expect((await counselor.api.request('DELETE', `/api/channels/${simulator.id}`)).status).toBe(
      403,
    );
  });

  it('the kinds tell the form what to ask and the composer what fits', async () => {
    const { items } = await all.app.api.ok<{ items: ChannelKind[] }>('GET', '/api/channel-kinds');
    const fields = Object.fromEntries(
      items.map((one) => [
        one.kind,
        one.fields.map(
          ({ name, isSecret, isRequired }) =>
            `${name}${isRequired ? '' : '?'}${isSecret ? ' (secret)' : ''}`,
        ),
      ]),
    );
    expect(fields).toMatchObject({
      telegram: ['botToken (secret)'],
      twilio: [
        'accountSid',
        'authToken (secret)',
        'from?',
        'messagingServiceSid?',
        'previousAuthToken? (secret)',
      ],
      'whatsapp-cloud': [
        'phoneNumberId',
        'accessToken (secret)',
        'appSecret (secret)',
        'verifyToken (secret)',
        'businessAccountId?',
      ],
      simulator: [],
    });
    expect(
      items
        .flatMap((one) => one.fields)
        .every(({ title, description }) => title.length > 3 && description),
    ).toBe(true);
    expect(
      Object.keys(items.find(({ kind }) => kind === 'twilio')?.capabilities ?? {}).toSorted(),
    ).toEqual(['sms', 'whatsapp']);
  });

  it('credentials are in no answer, no log line and no readable byte of the database', async () => {
    const answers: unknown[] = [
      await all.app.api.ok('GET', '/api/channels'),
      await all.app.api.ok('GET', '/api/channel-kinds'),
    ];
    for (const { id } of Object.values(all.channels))
      answers.push((await call('GET', `/api/channels/${id}`)).body);
    const { rows } = await all.app.context.database.servicePool.query('select * from channel');
    const everything = [
      JSON.stringify(answers),
      all.app.log.join('\n'),
      ...rows.map((row: object) => Object.values(row).map(String).join(' ')),
    ].join('\n');
    expect(secrets().every((secret) => secret.length > 8)).toBe(true);
    for (const secret of secrets())
      expect(everything.includes(secret), `${secret.slice(0, 4)}…`).toBe(false);
    expect(JSON.stringify(answers)).not.toContain('"credentials"');
  });
});
