import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportedStatus } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Message } from '../contract/message.ts';
import { createStatusRecorder, type ReportedStatusEvent } from '../intake/record-statuses.ts';
import { applyRetention } from '../retention.ts';
import { addCorrespondent, reply, waitForStatus, type Correspondent } from './correspondents.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';

/** From the lowest to the highest. */
const order = ['queued', 'accepted', 'sent', 'canceled', 'failed', 'delivered', 'read'] as const;

describe('what providers report about our messages', () => {
  let all: Messengers;
  let channel: ConnectedChannel;
  let person: Correspondent;
  let record: (
    event: Partial<ReportedStatusEvent> & { externalId: string; status: ReportedStatus },
  ) => Promise<boolean>;

  beforeAll(async () => {
    all = await startMessengers();
    person = await addCorrespondent(all, 'sms');
    const found = await all.app.context.directory.byId(all.channels.sms.id);
    if (!found) throw new Error('no channel');
    channel = found;
    const recorder = createStatusRecorder(all.app.context.database);
    record = (event) =>
      recorder({ channel, event: { type: 'status.reported', at: new Date(), raw: {}, ...event } });
  });
  afterAll(() => all?.stop());

  const sql = (text: string, values: unknown[] = []) =>
    all.app.context.database.servicePool.query(text, values);
  const current = (id: string) => all.app.api.ok<Message>('GET', `/api/messages/${id}`);
  const partsOf = async (id: string) =>
    (await current(id)).delivery?.parts.map(({ externalId }) => externalId ?? '') ?? [];
  const failure = {
    code: 'contact_unreachable',
    text: 'Handset unknown',
    providerCode: '30005',
  } as const;
  const send = async (text: string) =>
    waitForStatus(all, await reply(all, person, { text }), 'accepted');

  /** Every part as it is right after the send. */
  async function reset(messageId: string): Promise<void> {
    await sql(
      `update delivery_part p set status = 'accepted', failure_code = null from delivery d
      where d.id = p.delivery_id and d.message_id = $1`,
      [messageId],
    );
    await sql(
      "update delivery set status = 'accepted', failure_code = null where message_id = $1",
      [messageId],
    );
  }

  it('X14 TWS01 WAS02 any order and any repetition of statuses ends at the highest', async () => {
    const { id } = await send('Eine SMS');
    const [externalId = ''] = await partsOf(id);
    const statuses = fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(statuses, fc.boolean(), async (reports, areParallel) => {
        await reset(id);
        const report = (status: ReportedStatus) =>
          record({ externalId, status, ...(status === 'failed' && { failure }) });
        if (areParallel) await Promise.all(reports.map(report));
        else for (const status of reports) await report(status);
        const highest = Math.max(
          order.indexOf('accepted'),
          ...reports.map((status) => order.indexOf(status)),
        );
        const { delivery } = await current(id);
        expect(delivery?.status).toBe(order[highest]);
        expect(delivery?.parts.map((part) => part.status)).toEqual([order[highest]]);
        expect(delivery?.failure?.code).toBe(
          order[highest] === 'failed' ? 'contact_unreachable' : undefined,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('a failure after the message was read leaves it read; every report is kept', async () => {
    const { id } = await send('Gelesen');
    const [externalId = ''] = await partsOf(id);
    await record({ externalId, status: 'read' });
    await record({ externalId, status: 'failed', failure });
    expect((await current(id)).delivery).toEqual({
      status: 'read',
      parts: [{ externalId, status: 'read' }],
    });
    const { rows } = await sql(
      `select e.status from delivery_event e join delivery_part p on p.id = e.delivery_part_id
       join delivery d on d.id = p.delivery_id where d.message_id = $1 order by e.recorded_at`,
      [id],
    );
    expect(rows.map(({ status }) => status)).toEqual(['read', 'failed']);
  });

  it('a message of several parts is as far as its slowest part, and failed as soon as one failed', async () => {
    const { id } = await send('Ein Satz, der sich wiederholt. '.repeat(150));
    const parts = await partsOf(id);
    expect(parts.length).toBe(3);
    const ranks = ['accepted', 'sent', 'failed', 'delivered', 'read'] as const;
    const report = fc.record({ part: fc.nat({ max: 2 }), status: fc.constantFrom(...ranks) });
    await fc.assert(
      fc.asyncProperty(fc.array(report, { minLength: 1, maxLength: 12 }), async (reports) => {
        await reset(id);
        await Promise.all(
          reports.map(({ part, status }) =>
            record({
              externalId: parts[part] ?? '',
              status,
              ...(status === 'failed' && { failure }),
            }),
          ),
        );
        const heights = parts.map((_, index) =>
          Math.max(
            0,
            ...reports
              .filter(({ part }) => part === index)
              .map(({ status }) => ranks.indexOf(status)),
          ),
        );
        const hasFailed = heights.includes(ranks.indexOf('failed'));
        expect((await current(id)).delivery?.status).toBe(
          hasFailed ? 'failed' : ranks[Math.min(...heights)],
        );
      }),
      { numRuns: 30 },
    );
  });

  it('the list shows how far the last message is, and the browser is told', async () => {
    const { id } = await send('Die letzte');
    const [externalId = ''] = await partsOf(id);
    const heard: string[] = [];
    const forget = all.app.context.hub.subscribeAll(({ event }) => {
      if (event.messageId === id) heard.push(event.type);
    });
    await record({ externalId, status: 'delivered' });
    await waitFor('the event', () => heard.length > 0);
    forget();
    expect(heard).toEqual(['message.updated']);
    const conversation = await all.app.api.ok<{ lastMessage: unknown }>(
      'GET',
      `/api/conversations/${person.conversationId}`,
    );
    expect(conversation.lastMessage).toMatchObject({ id, deliveryStatus: 'delivered' });
  });

  it('X15 a status that comes before the send returned is parked and applied when it does', async () => {
    all.twilio.failNext({
      delayMs: 400,
      status: 201,
      body: { sid: `SM${'a'.repeat(32)}`, status: 'queued' },
    });
    const message = await reply(all, person, { text: 'Die schnelle' });
    await waitForStatus(all, message, 'sending');
    const isParked = await record({ externalId: `SM${'a'.repeat(32)}`, status: 'delivered' });
    expect(isParked).toBe(true);
    const { delivery } = await waitForStatus(all, message, 'delivered');
    expect(delivery?.parts).toEqual([{ externalId: `SM${'a'.repeat(32)}`, status: 'delivered' }]);
    expect((await sql('select from parked_status')).rowCount).toBe(0);
  });

  it('X15 a status that crossed with the end of its send is found by the sweeper', async () => {
    const message = await send('Gekreuzt');
    const [externalId = ''] = await partsOf(message.id);
    await sql(
      `insert into parked_status (organization_id, channel_id, external_id_hash, external_id, status, occurred_at)
       values ($1, $2, $3, $4, 'delivered', now())`,
      [
        channel.organizationId,
        channel.id,
        channel.keys.lookup('external_id', externalId),
        Buffer.from('sealed'),
      ],
    );
    await waitForStatus(all, message, 'delivered');
  });

  it('X15 a status of a message that is not ours is dropped after 24 hours, with a log line', async () => {
    const { database, log } = all.app.context;
    expect(await record({ externalId: 'SMforeign', status: 'sent' })).toBe(true);
    await applyRetention(database, log);
    expect((await sql('select from parked_status')).rowCount).toBe(1);
    await sql("update parked_status set parked_at = now() - interval '24 hours 1 minute'");
    await applyRetention(database, log);
    expect((await sql('select from parked_status')).rowCount).toBe(0);
    expect(all.app.log.some((line) => line.includes('parked statuses after 24 hours'))).toBe(true);
  });

  it('statuses, replies and incoming messages on the same conversations, all at once, block nobody for good', async () => {
    const people = await Promise.all([
      addCorrespondent(all, 'sms'),
      addCorrespondent(all, 'sms'),
      addCorrespondent(all, 'sms'),
    ]);
    const sent = await Promise.all(
      people.flatMap((one) => [1, 2, 3].map((n) => reply(all, one, { text: `Nr. ${n}` }))),
    );
    const accepted = await Promise.all(
      sent.map((message) => waitForStatus(all, message, 'accepted')),
    );
    const sids = accepted.flatMap(
      ({ delivery }) => delivery?.parts.map(({ externalId }) => externalId ?? '') ?? [],
    );
    const callbacks = sids.flatMap((sid) =>
      ['sent', 'delivered', 'read'].map((status) => all.twilio.statusCallback(sid, status)),
    );
    const replies = people.map((one) => reply(all, one, { text: 'Und noch etwas' }));
    const answers = await Promise.all(callbacks);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const message of await Promise.all(replies)) await waitForStatus(all, message, 'accepted');
    for (const message of sent) await waitForStatus(all, message, 'read');
  });
});
