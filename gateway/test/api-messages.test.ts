import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import { startFakeGraph, type FakeGraph } from './fake-graph.ts';
import { fakeGraphCredentials, inboundMessage } from './fake-graph-payloads.ts';
import { addSimulator, note, reply, threadOf, write, type Page } from './phone.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('messages', () => {
  let app: TestApp;
  let graph: FakeGraph;
  let channel: Channel;
  let whatsapp: Channel;
  let colleague: Member;

  beforeAll(async () => {
    graph = await startFakeGraph();
    app = await startTestApp({ WHATSAPP_API_ROOT: graph.url });
    channel = await addSimulator(app.api);
    whatsapp = await app.api.ok<Channel>('POST', '/api/channels', {
      kind: 'whatsapp-cloud',
      name: 'WhatsApp',
      credentials: fakeGraphCredentials,
    });
    colleague = await addMember(app, 'colleague');
  });
  afterAll(async () => {
    await app?.stop();
    await graph?.close();
  });

  const sql = (text: string, values: unknown[] = []) =>
    app.context.database.servicePool.query(text, values);
  const page = (id: string, query: string) =>
    app.api.ok<Page<Message>>('GET', `/api/conversations/${id}/messages?${query}`);
  const get = (id: string) => app.api.ok<Message>('GET', `/api/messages/${id}`);
  const countOf = async (table: string, conversationId: string) =>
    (await sql(`select from ${table} where conversation_id = $1`, [conversationId])).rows.length;
  let lastSender = 491511000000;
  const writeByWhatsapp = async () => {
    const from = String((lastSender += 1));
    const id = `wamid.${randomUUID()}`;
    const answer = await graph.deliver(
      whatsapp.webhookUrl,
      inboundMessage(fakeGraphCredentials.phoneNumberId, { id, from }),
    );
    expect(answer.status).toBe(200);
    const { items } = await app.api.ok<Page<{ id: string }>>(
      'GET',
      `/api/conversations?channelId=${whatsapp.id}&sort=newest`,
    );
    return items.at(0)?.id ?? '';
  };

  it('the thread comes in pages, newest page first, oldest first within it, notes between messages', async () => {
    const phoneId = 'pages';
    const id = await write(app.api, channel, { phoneId, text: '0' });
    for (let index = 1; index < 11; index += 1) {
      if (index % 3 === 0) await note(app.api, id, { text: String(index) });
      else if (index % 3 === 1) await reply(app.api, id, { text: String(index) });
      else await write(app.api, channel, { phoneId, text: String(index) });
    }
    const whole = await waitFor('the replies to be sent', async () => {
      const thread = await threadOf(app.api, id);
      return thread.every(({ delivery }) => !delivery || delivery.status === 'accepted') && thread;
    });
    expect(whole.map(({ text }) => text)).toEqual(
      Array.from({ length: 11 }, (_, index) => String(index)),
    );
    expect(whole.map(({ isNote }) => isNote)).toEqual(
      whole.map((_, index) => index > 0 && index % 3 === 0),
    );

    for (const limit of [1, 2, 3, 5, 11]) {
      const pages: Message[][] = [];
      let before: string | null = null;
      do {
        const one: Page<Message> = await page(
          id,
          `limit=${limit}${before ? `&before=${before}` : ''}`,
        );
        pages.unshift(one.items);
        expect(one.nextCursor).toBe(one.nextCursor === null ? null : one.items[0]?.id);
        before = one.nextCursor;
      } while (before !== null);
      expect(pages.flat()).toEqual(whole);
    }
    for (const limit of [1, 4, 11]) {
      const found = whole.slice(0, 1);
      for (let after = found[0]?.id ?? null; after !== null;) {
        const one: Page<Message> = await page(id, `limit=${limit}&after=${after}`);
        found.push(...one.items);
        expect(one.nextCursor).toBe(one.nextCursor === null ? null : one.items.at(-1)?.id);
        after = one.nextCursor;
      }
      expect(found, 'downwards').toEqual(whole);
    }
    expect((await page(id, `before=${whole[0]?.id}`)).items).toEqual([]);
    expect((await page(id, `after=${whole.at(-1)?.id}`)).items).toEqual([]);
    for (const query of ['limit=0', 'limit=101', 'before=x', `before=${id}`, `after=${id}`]) {
      expect(
        (await app.api.request('GET', `/api/conversations/${id}/messages?${query}`)).status,
        query,
      ).toBe(422);
    }
    expect(await get(whole[3]?.id ?? '')).toEqual(whole[3]);
  });

  it('the same clientMessageId and content is the same message, with other content a conflict', async () => {
    const id = await write(app.api, channel);
    const [quoted] = await threadOf(app.api, id);
    const file = await app.api.upload(Buffer.from('Merkblatt'), 'merkblatt.txt', 'text/plain');
    const body = {
      clientMessageId: 'one',
      text: 'Guten Tag',
      replyToId: quoted?.id,
      attachmentIds: [file.id],
    };
    const first = await reply(app.api, id, body);
    expect(first).toMatchObject({
      status: 201,
      body: { clientMessageId: 'one', replyToId: quoted?.id, attachments: [{ id: file.id }] },
    });
    const again = await reply(app.api, id, body);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);

    const other = await app.api.upload(Buffer.from('Anderes'), 'anderes.txt', 'text/plain');
    const changes = [
      { text: 'Anders' },
      { replyToId: undefined },
      { attachmentIds: [] },
      { attachmentIds: [other.id] },
    ];
    for (const change of changes) {
      expect(await reply(app.api, id, { ...body, ...change })).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      });
    }
    expect(await note(app.api, id, { clientMessageId: 'one', text: 'Guten Tag' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect([
      await countOf('message', id),
      await countOf('note', id),
      await countOf('delivery', id),
    ]).toEqual([2, 0, 1]);

    const written = await note(app.api, id, { clientMessageId: 'two', text: 'intern' });
    expect(written.status).toBe(201);
    expect(await note(app.api, id, { clientMessageId: 'two', text: 'intern' })).toMatchObject({
      status: 200,
      body: { id: written.body.id },
    });
    expect((await note(app.api, id, { clientMessageId: 'two', text: 'anders' })).status).toBe(409);
    expect((await reply(app.api, id, { clientMessageId: 'two', text: 'intern' })).status).toBe(409);
    // In another conversation the id is another one.
    expect(
      (await reply(app.api, await write(app.api, channel), { clientMessageId: 'one', text: 'x' }))
        .status,
    ).toBe(201);
  });

  it('ten times at the same moment is one message', async () => {
    const id = await write(app.api, channel);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => reply(app.api, id, { clientMessageId: 'c', text: 'x' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const mixed = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        reply(app.api, id, { clientMessageId: 'd', text: index % 2 ? 'x' : 'y' }),
      ),
    );
    expect(mixed.filter(({ status }) => status === 201).length).toBe(1);
    expect(mixed.filter(({ status }) => status === 409).length).toBe(5);
    expect([await countOf('message', id), await countOf('delivery', id)]).toEqual([3, 2]);
  });

  it('one upload in two messages at the same moment goes into one of them', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => write(app.api, channel)));
    const file = await app.api.upload(Buffer.from('einmal'), 'einmal.txt', 'text/plain');
    const answers = await Promise.all(
      ids.map((id, index) =>
        (index % 2 ? note : reply)(app.api, id, { text: 'x', attachmentIds: [file.id] }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422, 422]);
  });

  it('a message is text, files or a template, and never too much', async () => {
    const id = await write(app.api, channel);
    const template = { name: 'welcome', language: 'de', params: { body: [] } };
    const wrong: [Record<string, unknown>, string][] = [
      [{}, 'body.text'],
      [{ text: ' \n' }, 'body.text'],
      [{ text: 'x', template }, 'body.template'],
      [{ text: 'x'.repeat(20_001) }, 'body.text'],
      [{ attachmentIds: Array.from({ length: 11 }, () => randomUUID()) }, 'body.attachmentIds'],
      [{ attachmentIds: [randomUUID()] }, 'body.attachmentIds.0'],
      [{ text: 'x', clientMessageId: '' }, 'body.clientMessageId'],
      [{ text: 'x', clientMessageId: 'a\0' }, 'body.clientMessageId'],
      [{ text: 'x', replyToId: randomUUID() }, 'body.replyToId'],
      [{ template: { name: '', language: 'de', params: {} } }, 'body.template.name'],
    ];
    for (const [body, path] of wrong) {
      expect(await reply(app.api, id, body), JSON.stringify(body).slice(0, 80)).toMatchObject({
        status: 422,
        body: { code: 'validation_failed', issues: [{ path }] },
      });
    }
    expect(await reply(app.api, id, { template })).toMatchObject({
      status: 409,
      body: { code: 'policy_forbids' },
    });
    expect(await countOf('message', id)).toBe(1);
    const file = await app.api.upload(Buffer.from('x'), 'x.txt', 'text/plain');
    expect(
      (await reply(app.api, id, { text: 'x', attachmentIds: [file.id, file.id] })).status,
    ).toBe(422);
    expect((await reply(colleague.api, id, { attachmentIds: [file.id] })).status).toBe(422);
    const text = `\ud800 ${'🙂'.repeat(200)}\0`;
    expect((await reply(app.api, id, { text })).body.text).toBe(`\ufffd ${'🙂'.repeat(200)}`);
  });

  it('who has not seen the newest message is told, unless they insist', async () => {
    const phoneId = 'stale';
    const id = await write(app.api, channel, { phoneId });
    const [seen] = await threadOf(app.api, id);
    expect((await reply(app.api, id, { text: 'a', lastSeenMessageId: seen?.id })).status).toBe(201);
    // One's own newer message is no surprise.
    expect((await reply(app.api, id, { text: 'b', lastSeenMessageId: seen?.id })).status).toBe(201);
    expect(
      await reply(colleague.api, id, { text: 'c', lastSeenMessageId: seen?.id }),
    ).toMatchObject({ status: 409, body: { code: 'stale_conversation' } });
    await write(app.api, channel, { phoneId });
    const before = await countOf('message', id);
    const stale = { clientMessageId: 'stale', text: 'd', lastSeenMessageId: seen?.id };
    expect(await reply(app.api, id, stale)).toMatchObject({
      status: 409,
      body: { code: 'stale_conversation' },
    });
    expect(await countOf('message', id)).toBe(before);
    expect((await reply(app.api, id, { ...stale, force: true })).status).toBe(201);
    const newest = (await threadOf(app.api, id)).at(-1);
    expect(
      (await reply(colleague.api, id, { text: 'e', lastSeenMessageId: newest?.id })).status,
    ).toBe(201);
  });

  it('WhatsApp’s window of 24 hours closes for free text and stays open for templates', async () => {
    const id = await writeByWhatsapp();
    expect((await reply(app.api, id, { text: 'a' })).status).toBe(201);
    await sql(
      `update conversation set reply_window_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    const before = await countOf('delivery', id);
    expect(await reply(app.api, id, { text: 'b' })).toMatchObject({
      status: 409,
      body: { code: 'reply_window_closed' },
    });
    const file = await app.api.upload(Buffer.from('x'), 'x.txt', 'text/plain');
    expect(await reply(app.api, id, { attachmentIds: [file.id] })).toMatchObject({
      status: 409,
      body: { code: 'reply_window_closed' },
    });
    expect(await countOf('delivery', id)).toBe(before);
    const template = { name: 'welcome', language: 'de', params: { body: ['Amina'] } };
    expect((await reply(app.api, id, { template })).status).toBe(201);
    const conversation = await app.api.ok<{ replyWindowUntil: string }>(
      'GET',
      `/api/conversations/${id}`,
    );
    expect(new Date(conversation.replyWindowUntil).getTime()).toBeLessThan(Date.now());
  });

  it('what can not be sent is refused before anything is written', async () => {
    const refused = async (id: string, code: string) => {
      const before = await countOf('message', id);
      expect(await reply(app.api, id, { text: 'x' })).toMatchObject({
        status: 409,
        body: { code },
      });
      expect(await countOf('message', id)).toBe(before);
      expect((await note(app.api, id, { text: 'immer' })).status).toBe(201);
    };
    const address = `where id = (select contact_address_id from conversation where id = $1)`;
    const id = await write(app.api, channel);
    await sql(`update contact_address set opted_out_at = now() ${address}`, [id]);
    await refused(id, 'contact_opted_out');
    await sql(`update contact_address set opted_out_at = null, blocked_at = now() ${address}`, [
      id,
    ]);
    await refused(id, 'contact_unreachable');
    await sql(`update contact_address set blocked_at = null ${address}`, [id]);

    const change = (body: object) => app.api.ok('PATCH', `/api/channels/${channel.id}`, body);
    for (const policy of ['off', 'notify', 'faq_and_appointments']) {
      await change({ policy });
      await refused(id, 'policy_forbids');
    }
    await change({ policy: 'full', isDisabled: true });
    await refused(id, 'channel_down');
    await change({ isDisabled: false });
    expect((await reply(app.api, id, { text: 'x' })).status).toBe(201);
  });

  it('a failed message is tried once more when asked; what was sent is not', async () => {
    const id = await write(app.api, channel);
    const { body: sent } = await reply(app.api, id, { text: 'x' });
    await waitFor(
      'the message to be sent',
      async () => (await get(sent.id)).delivery?.status === 'accepted',
    );
    const retry = (messageId: string) =>
      app.api.request<Message>('POST', `/api/messages/${messageId}/retry`);
    expect(await retry(sent.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const [received] = await threadOf(app.api, id);
    expect(await retry(received?.id ?? '')).toMatchObject({ status: 422 });
    const written = await note(app.api, id, { text: 'intern' });
    expect(await retry(written.body.id)).toMatchObject({ status: 422 });
    expect((await retry(randomUUID())).status).toBe(404);

    await sql(
      `update delivery set status = 'failed', failure_code = 'rejected' where message_id = $1`,
      [sent.id],
    );
    await sql(
      `delete from delivery_part where delivery_id = (select id from delivery where message_id = $1)`,
      [sent.id],
    );
    expect((await get(sent.id)).delivery).toMatchObject({
      status: 'failed',
      failure: { code: 'rejected' },
    });
    const retried = await Promise.all([retry(sent.id), retry(sent.id), retry(sent.id)]);
    expect(retried.every(({ status }) => status === 200 || status === 409)).toBe(true);
    await waitFor(
      'the second attempt',
      async () => (await get(sent.id)).delivery?.status === 'accepted',
    );
    expect((await get(sent.id)).delivery?.parts.length).toBe(1);
  });
});
