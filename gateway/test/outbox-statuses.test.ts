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

  it('X14 TWS01 WAS02 of many messages at once, whatever comes in whatever order, each ends at its highest', async () => {
    const template = await send('Vorlage');
    const count = 200;
    const externalIds = Array.from({ length: count }, (_, index) => `SMproperty${index}`);
    const parts = await copyDelivery(template.id, externalIds);
    const story = fc.record({
      statuses: fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 8 }),
      // Of a failure that may pass the message goes back into its mailbox, until a higher report calls that off.
      mayPass: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: count, maxLength: count }), async (stories) => {
        await sql(
          `update delivery_part set status = 'accepted', failure_code = null, retry_at = null,
             report_retry_count = 0 where id = any($1)`,
          [parts],
        );
        await sql(
          `update delivery set status = 'accepted', failure_code = null where id in
             (select delivery_id from delivery_part where id = any($1))`,
          [parts],
        );
        const longest = Math.max(...stories.map(({ statuses }) => statuses.length));
        const reports = Array.from({ length: longest }, (_, turn) =>
          stories.flatMap(({ statuses, mayPass }, index) => {
            const status = statuses[turn];
            if (!status) return [];
            const details = { ...failure, ...(mayPass && { retryAfterMs: 3_600_000 }) };
            return record({
              externalId: externalIds[index] ?? '',
              status,
              ...(status === 'failed' && { failure: details }),
            });
          }),
        );
        await Promise.all(reports.flat());
        const { rows } = await sql(
          `select p.status, d.status as whole from delivery_part p join delivery d on d.id = p.delivery_id
           join unnest($1::uuid[]) with ordinality as wanted(id, n) on wanted.id = p.id order by n`,
          [parts],
        );
        expect(rows).toEqual(
          stories.map(({ statuses, mayPass }) => {
            const ranks = ['accepted' as const, ...statuses].map((one) => order.indexOf(one));
            const status = order[Math.max(...ranks)];
            // What was canceled is never sent again.
            const isCanceled = statuses.slice(0, statuses.indexOf('failed')).includes('canceled');
            const isWaiting = status === 'failed' && mayPass && !isCanceled;
            return { status, whole: isWaiting ? 'queued' : status };
          }),
        );
      }),
      { numRuns: 3, endOnFailure: true },
    );
    await sql(
      `delete from message where id in (select d.message_id from delivery d
         join delivery_part p on p.delivery_id = d.id where p.id = any($1))`,
      [parts],
    );
  });

  /** So many messages of one part as this one, under these ids of the provider; resolves to the ids of the parts. */
  async function copyDelivery(messageId: string, externalIds: string[]): Promise<string[]> {
    const hashes = externalIds.map((id) => channel.keys.lookup('external_id', id));
    const { rows } = await sql(
      `with wanted as (
         select gen_random_uuid() as message, gen_random_uuid() as delivery, gen_random_uuid() as part, hash, n
         from unnest($2::bytea[]) with ordinality as w(hash, n)
       ), messages as (
         insert into message (id, organization_id, conversation_id, channel_id, seq, order_at, direction, author, kind,
           content, sent_at, received_at)
         select w.message, m.organization_id, m.conversation_id, m.channel_id, m.seq + w.n, m.order_at, m.direction,
           m.author, m.kind, m.content, m.sent_at, m.received_at
         from message m cross join wanted w where m.id = $1
       ), deliveries as (
         insert into delivery (id, organization_id, conversation_id, channel_id, message_id, seq, status, attempt_count,
           call_count, next_attempt_at, created_at, updated_at)
         select w.delivery, d.organization_id, d.conversation_id, d.channel_id, w.message, d.seq + w.n, d.status, 1, 1,
           now(), now(), now()
         from delivery d cross join wanted w where d.message_id = $1
       )
       insert into delivery_part (id, organization_id, delivery_id, channel_id, call_index, item_index, status,
         external_id_hash, updated_at)
       select w.part, d.organization_id, w.delivery, d.channel_id, 0, 0, 'accepted', w.hash, now()
       from delivery d cross join wanted w where d.message_id = $1 order by w.n
       returning id`,
      [messageId, hashes],
    );
    return rows.map(({ id }) => id);
  }

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
