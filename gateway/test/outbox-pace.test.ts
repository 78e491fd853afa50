import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import {
  addCorrespondent,
  reply,
  requestsTo,
  telegramError,
  waitForStatus,
  writeAs,
  type Correspondent,
  type Line,
} from './correspondents.ts';
import { fakeGraphCredentials, graphErrorBody } from './fake-graph-payloads.ts';
import { counterValue, startMessengers, type Messengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';

describe('only what must wait waits', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(() => all?.stop());

  const query = async <Row>(text: string, values: unknown[]) =>
    (await all.app.context.database.servicePool.query(text, values)).rows as Row[];
  const channelOf = (line: Line) =>
    all.app.api.ok<Channel>('GET', `/api/channels/${all.channels[line].id}`);
  /** The message once it says why it waits. */
  const waitsWith = (message: Message, code: string) =>
    waitFor(`the message to wait with ${code}`, async () => {
      const { delivery } = await all.app.api.ok<Message>('GET', `/api/messages/${message.id}`);
      return delivery?.status === 'queued' && delivery.failure?.code === code && delivery.failure;
    });
  const textsTo = (person: Correspondent) => requestsTo(all, person).map(({ text }) => text);
  const setDelivery = (message: Message, assignment: string) =>
    query(`update delivery set ${assignment} where message_id = $1`, [message.id]);

  /** Lets what was put off go now. */
  const wake = async (...messages: Message[]) => {
    const ids = messages.map(({ id }) => id);
    await query('delete from channel_pace', []);
    await query('delete from contact_pace', []);
    await query('update delivery set next_attempt_at = now() where message_id = any($1)', [ids]);
    for (const { conversationId } of messages)
      await all.app.context.queues.wakeMailbox(conversationId);
  };

  const telegramThrottles = (seconds: number) =>
    all.telegram.failNext({
      method: 'sendMessage',
      status: 429,
      body: telegramError(429, `Too Many Requests: retry after ${seconds}`, {
        retry_after: seconds,
      }),
    });
  const graphRefuses = (code: number, status = 400) =>
    all.graph.failNext({
      endpoint: 'messages',
      status,
      headers: { 'retry-after': '60' },
      body: graphErrorBody(code, 'Too much'),
    });
  const twilioRefuses = (code: number) =>
    all.twilio.failNext({ method: 'POST', status: 429, code, headers: { 'retry-after': '60' } });

  let lastSeed = 500_000;
  const known = new Map<Line, [Correspondent, Correspondent]>();
  async function peopleOf(line: Line): Promise<[Correspondent, Correspondent]> {
    const people = known.get(line) ?? [
      await addCorrespondent(all, line),
      await addCorrespondent(all, line),
    ];
    known.set(line, people);
    return people;
  }

  /** One person of a line meets the throttle; a second one of that line and somebody elsewhere write meanwhile. */
  async function restsForAMinute(line: Line, elsewhere: Line, meet: () => void) {
    const [person, colleague] = await peopleOf(line);
    const [other] = await peopleOf(elsewhere);
    const before = textsTo(person).length;
    const beforeNeighbour = textsTo(colleague).length;
    meet();
    const first = await reply(all, person, { text: 'eins' });
    const second = await reply(all, person, { text: 'zwei' });
    await waitsWith(first, 'throttled');
    const { pausedUntil, status } = await channelOf(line);
    expect(Date.parse(pausedUntil ?? '') - Date.now()).toBeGreaterThan(40_000);
    expect(status).toBe('active');
    const { kind } = all.channels[line];
    expect(await counterValue(all.app, 'lotse_channels_paused', { channel: kind })).toBe(1);

    const neighbour = await reply(all, colleague, { text: 'nebenan' });
    await waitForStatus(all, await reply(all, other, { text: 'anderswo' }), 'accepted');
    const reason = await waitsWith(neighbour, 'throttled');
    const waiting = { reason: 'throttled' };
    expect(await counterValue(all.app, 'lotse_deliveries_waiting', waiting)).toBe(2);
    expect(textsTo(colleague)).toHaveLength(beforeNeighbour);
    lastSeed += 1;
    expect((await writeAs(all, person, 'Hören Sie mich?', lastSeed)).status).toBe(200);
    expect(textsTo(person).slice(before)).toEqual(['eins']);

    await wake(first, neighbour);
    for (const message of [first, second, neighbour]) await waitForStatus(all, message, 'accepted');
    expect(textsTo(person).slice(before)).toEqual(['eins', 'eins', 'zwei']);
    expect(textsTo(colleague).slice(beforeNeighbour)).toEqual(['nebenan']);
    expect((await channelOf(line)).pausedUntil).toBeNull();
    return reason;
  }

  it('TGO10 a 429 of Telegram rests this bot, other channels go on, receiving too', async () => {
    const counted = () =>
      counterValue(all.app, 'lotse_throttles_total', { channel: 'telegram', rests: 'channel' });
    const before = await counted();
    const reason = await restsForAMinute('telegram', 'sms', () => telegramThrottles(60));
    expect(reason).toEqual({
      code: 'throttled',
      text: 'Too Many Requests: retry after 60',
      providerCode: '429',
    });
    expect((await counted()) - before).toBe(1);
  });

  it('TGO10 after the time that Telegram asks for all go on by themselves, not sooner', async () => {
    const [person, colleague] = [
      await addCorrespondent(all, 'telegram'),
      await addCorrespondent(all, 'telegram'),
    ];
    telegramThrottles(2);
    const waiting = await reply(all, person, { text: 'eins' });
    await waitsWith(waiting, 'throttled');
    const neighbour = await reply(all, colleague, { text: 'nebenan' });
    for (const message of [waiting, neighbour]) await waitForStatus(all, message, 'accepted');
    const [refused, again] = requestsTo(all, person);
    for (const request of [again, requestsTo(all, colleague)[0]])
      expect((request?.at.getTime() ?? 0) - (refused?.at.getTime() ?? 0)).toBeGreaterThan(1990);
  });

  it.for([
    ['130429', () => graphRefuses(130429, 429)],
    ['80007', () => graphRefuses(80007)],
    ['4', () => graphRefuses(4)],
    [
      'HTTP 429',
      () =>
        all.graph.failNext({
          endpoint: 'messages',
          status: 429,
          body: '<html>',
          headers: { 'retry-after': '60' },
        }),
    ],
  ] as const)('WAO07 %s rests this number, others go on', async ([, meet]) => {
    await restsForAMinute('whatsapp', 'telegram', meet);
  });

  it.for([
    ['20429', 'sms', 'twilioWhatsapp'],
    ['63018', 'twilioWhatsapp', 'sms'],
  ] as const)(
    'TWS05 %s at once rests the number that sends %s',
    async ([code, line, elsewhere]) => {
      await restsForAMinute(line, elsewhere, () => twilioRefuses(Number(code)));
    },
  );

  it('WAO07 without a wish of the provider 80007 rests the number for a minute', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    const body = graphErrorBody(80007, 'Rate limit issues');
    all.graph.failNext({ endpoint: 'messages', status: 400, body });
    await waitsWith(await reply(all, person, { text: 'eins' }), 'throttled');
    const pausedUntil = Date.parse((await channelOf('whatsapp')).pausedUntil ?? '');
    expect(pausedUntil - Date.now()).toBeGreaterThan(55_000);

    // New credentials are another account, which nobody asked to pause.
    const path = `/api/channels/${all.channels.whatsapp.id}`;
    const changed = await all.app.api.ok<Channel>('PATCH', path, {
      credentials: fakeGraphCredentials,
    });
    expect(changed.pausedUntil).toBeNull();
    await waitFor('the message to go', () => textsTo(person).length === 2);
  });

  it('WAO08 131056 rests this conversation for six seconds, the number goes on', async () => {
    const [person, other] = [
      await addCorrespondent(all, 'whatsapp'),
      await addCorrespondent(all, 'whatsapp'),
    ];
    const body = graphErrorBody(131056, 'Pair rate limit hit');
    all.graph.failNext({ endpoint: 'messages', status: 400, body });
    const first = await reply(all, person, { text: 'eins' });
    const second = await reply(all, person, { text: 'zwei' });
    const startedAt = Date.now();
    await waitsWith(first, 'throttled_contact');
    await waitForStatus(all, await reply(all, other, { text: 'anderswo' }), 'accepted');
    expect((await channelOf('whatsapp')).pausedUntil).toBeNull();

    // Taking back the first one does not let the second one out early.
    await all.app.api.ok('POST', `/api/messages/${first.id}/cancel`);
    const put = await waitFor('the second to be put off', async () => {
      const [row] = await query<{ wait_ms: number }>(
        `select (extract(epoch from next_attempt_at - now()) * 1000)::integer as wait_ms from delivery
         where message_id = $1 and next_attempt_at > now()`,
        [second.id],
      );
      return row;
    });
    expect(put.wait_ms + Date.now() - startedAt).toBeGreaterThan(5500);
    expect(textsTo(person)).toEqual(['eins']);
    await wake(second);
    await waitForStatus(all, second, 'accepted');
    expect(textsTo(person)).toEqual(['eins', 'zwei']);
  });

  it('TGO10 a chat gets five messages at once and then one a second, the next chat is not kept waiting', async () => {
    const [person, other] = [
      await addCorrespondent(all, 'telegram'),
      await addCorrespondent(all, 'telegram'),
    ];
    const texts = ['1', '2', '3', '4', '5', '6', '7', '8'];
    for (const text of texts) await reply(all, person, { text });
    await waitForStatus(all, await reply(all, other, { text: 'anderswo' }), 'accepted');
    await waitFor('all to arrive', () => textsTo(person).length === texts.length);
    expect(textsTo(person)).toEqual(texts);
    const at = requestsTo(all, person).map((request) => request.at.getTime());
    expect((at[7] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(2900);
    expect((at[7] ?? 0) - (at[6] ?? 0)).toBeGreaterThan(500);
    expect(requestsTo(all, other)[0]?.at.getTime()).toBeLessThan(at[7] ?? 0);
  });

  it('WAO09 an account that may not send: the channel is held with that reason until it may again', async () => {
    const [person, other] = await peopleOf('whatsapp');
    const body = graphErrorBody(131042, 'Business eligibility payment issue');
    all.graph.failNext({ endpoint: 'messages', status: 400, body });
    const waiting = await reply(all, person, { text: 'Wartet' });
    await waitsWith(waiting, 'account_restricted');
    expect(await channelOf('whatsapp')).toMatchObject({
      status: 'credentials_failed',
      problem: 'Business eligibility payment issue',
      problemCode: 'account_limited',
    });
    await waitForStatus(all, await reply(all, other, { text: 'Bezahlt' }), 'accepted');
    await waitForStatus(all, waiting, 'accepted');
    expect(await channelOf('whatsapp')).toMatchObject({
      status: 'active',
      problem: null,
      problemCode: null,
    });
  });

  it('TGO11 an outage does not use up the attempts; after a day it is a person who tries again', async () => {
    const person = await addCorrespondent(all, 'telegram');
    const breakDown = () =>
      all.telegram.failNext({ method: 'sendMessage', status: 502, body: '<html>' });
    breakDown();
    const message = await reply(all, person, { text: 'Geduld' });
    await waitsWith(message, 'provider_unavailable');
    breakDown();
    await setDelivery(message, 'attempt_count = 40');
    await wake(message);
    await waitFor('the second try', () => textsTo(person).length >= 2);
    await waitsWith(message, 'provider_unavailable');
    expect(
      await query('select attempt_count from delivery where message_id = $1', [message.id]),
    ).toEqual([{ attempt_count: 41 }]);
    breakDown();
    await setDelivery(message, "created_at = now() - interval '25 hours'");
    await wake(message);
    const given = await waitForStatus(all, message, 'failed');
    expect(given.delivery?.failure?.code).toBe('provider_unavailable');
    expect(textsTo(person)).toHaveLength(3);
  });

  it('after an outage the first message that gets through wakes the others', async () => {
    const [person, other] = [
      await addCorrespondent(all, 'sms'),
      await addCorrespondent(all, 'sms'),
    ];
    all.twilio.failNext({ method: 'POST', status: 503 });
    const waiting = await reply(all, person, { text: 'Wartet' });
    await waitsWith(waiting, 'provider_unavailable');
    await setDelivery(waiting, "next_attempt_at = now() + interval '10 minutes'");
    await waitForStatus(all, await reply(all, other, { text: 'Kommt durch' }), 'accepted');
    await waitForStatus(all, waiting, 'accepted');
    expect(textsTo(person)).toEqual(['Wartet', 'Wartet']);
  });

  it('a message that waits can be taken back, one that was sent can not', async () => {
    const person = await addCorrespondent(all, 'sms');
    const cancel = (id: string) =>
      all.app.api.request<Message>('POST', `/api/messages/${id}/cancel`);
    all.twilio.failNext({ method: 'POST', status: 503 });
    const waiting = await reply(all, person, { text: 'Doch nicht' });
    const behind = await reply(all, person, { text: 'Das hier' });
    await waitsWith(waiting, 'provider_unavailable');
    await setDelivery(waiting, "next_attempt_at = now() + interval '10 minutes'");
    const canceled = await cancel(waiting.id);
    expect(canceled.body.delivery).toEqual({ status: 'canceled', parts: [] });
    await waitForStatus(all, behind, 'accepted');
    expect((await cancel(waiting.id)).status).toBe(200);
    expect(await cancel(behind.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await cancel(person.firstMessage.id)).status).toBe(422);
    expect(textsTo(person)).toEqual(['Doch nicht', 'Das hier']);
  });

  it('a message in parts pays for each of its calls', async () => {
    const person = await addCorrespondent(all, 'telegram');
    const long = await reply(all, person, { text: 'Wohngeld '.repeat(1300) });
    await waitForStatus(all, long, 'accepted');
    expect(requestsTo(all, person)).toHaveLength(3);
    const [pace] = await query<{ tokens: number }>(
      'select tokens from contact_pace where conversation_id = $1',
      [person.conversationId],
    );
    expect(pace?.tokens).toBe(2);
  });
});
