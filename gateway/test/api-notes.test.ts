import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCorrespondent,
  lines,
  reply as send,
  requestsTo,
  waitForStatus,
  type Correspondent,
} from './correspondents.ts';
import { startMessengers, threadOf, type Messengers } from './messengers.ts';
import { addSimulator, note, reply, write } from './phone.ts';
import { png } from './sample-files.ts';
import { addMember } from './tenants.ts';

const canary = 'Kanarienvogel nur für uns';
const fileCanary = Buffer.from('Kanarienvogel im Anhang, streng vertraulich');

describe('a note', () => {
  let all: Messengers;
  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(() => all?.stop());

  const sql = async (text: string, values: unknown[] = []) =>
    (await all.app.context.database.servicePool.query(text, values)).rows as Record<
      string,
      unknown
    >[];
  const everythingSent = () =>
    JSON.stringify(
      [all.telegram.requests, all.twilio.requests, all.graph.requests],
      (_key, value: unknown) =>
        isBuffer(value) ? Buffer.from(value.data).toString('latin1') : value,
    );

  it.each(lines)('never reaches a provider: %s', async (line) => {
    const { api } = all.app;
    const person: Correspondent = await addCorrespondent(all, line);
    const { conversationId: id } = person;
    const upload = await api.upload(fileCanary, 'Kanarienvogel.txt', 'text/plain');
    const written = await note(api, id, { text: canary, attachmentIds: [upload.id] });
    expect(written).toMatchObject({
      status: 201,
      body: {
        isNote: true,
        text: canary,
        delivery: null,
        externalId: null,
        attachments: [{ fileName: 'Kanarienvogel.txt' }],
      },
    });
    // Every way by which it might come into a message.
    expect(await reply(api, id, { text: 'x', replyToId: written.body.id })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'body.replyToId' }] },
    });
    expect(await reply(api, id, { attachmentIds: [upload.id] })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'body.attachmentIds.0' }] },
    });
    expect((await api.request('POST', `/api/messages/${written.body.id}/retry`)).status).toBe(422);
    expect(
      (await reply(api, id, { clientMessageId: written.body.clientMessageId, text: canary }))
        .status,
    ).toBe(409);

    // What is sent afterwards has gone past it.
    const own = await api.upload(png, 'bild.png', 'image/png');
    const sent = await send(all, person, {
      text: 'Guten Tag',
      attachmentIds: [own.id],
      replyToId: person.firstMessage.id,
    });
    await waitForStatus(all, sent, 'accepted');
    expect(requestsTo(all, person).length).toBeGreaterThan(0);
    expect(everythingSent()).toContain('Guten Tag');
    expect(everythingSent()).not.toContain('Kanarienvogel');
    expect(everythingSent()).not.toContain(upload.id);
    expect(await sql('select from delivery where message_id = $1', [written.body.id])).toEqual([]);
    expect(await sql('select from message where id = $1', [written.body.id])).toEqual([]);
    expect((await sql('select from delivery where conversation_id = $1', [id])).length).toBe(1);
  });

  it('changes nothing of what the list shows, and wakes no mailbox', async () => {
    const { api } = all.app;
    const id = await write(api, all.channels.simulator, { text: 'Frage' });
    const before = await api.ok('GET', `/api/conversations/${id}`);
    expect((await note(api, id, { text: canary })).status).toBe(201);
    expect(await api.ok('GET', `/api/conversations/${id}`)).toEqual(before);
  });

  it('is not on the phone of the client', async () => {
    const { api } = all.app;
    const phoneId = 'phone-of-a-client';
    const channel = await addSimulator(api);
    const id = await write(api, channel, { phoneId });
    await note(api, id, { text: canary });
    const sent = await reply(api, id, { text: 'Antwort' });
    await waitForStatus(all, sent.body, 'accepted');
    const phone = await api.ok<{ items: { text: string }[] }>(
      'GET',
      `/api/simulator/${channel.id}/messages?phoneId=${phoneId}`,
    );
    expect(phone.items.map(({ text }) => text)).toEqual(['Guten Tag', 'Antwort']);
  });

  it('is sealed in the database, and shown to colleagues with its file and writer', async () => {
    const colleague = await addMember(all.app, 'colleague');
    const id = await write(all.app.api, all.channels.simulator);
    const upload = await colleague.api.upload(png, 'bild.png', 'image/png');
    await note(colleague.api, id, { text: canary, attachmentIds: [upload.id] });
    const shown = (await threadOf(all.app, id)).at(-1);
    expect(shown).toMatchObject({
      isNote: true,
      text: canary,
      counselorId: colleague.id,
      author: 'counselor',
      attachments: [{ id: upload.id, url: `/api/attachments/${upload.id}` }],
    });
    const rows = await sql("select position('Kanarienvogel' in content) as at from note");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ at }) => at === 0)).toBe(true);
    expect(all.app.log.join('\n')).not.toContain('Kanarienvogel');
  });

  it('needs a text or a file', async () => {
    const id = await write(all.app.api, all.channels.simulator);
    for (const body of [{}, { text: ' \n' }, { text: 'x'.repeat(20_001) }]) {
      expect(await note(all.app.api, id, body)).toMatchObject({
        status: 422,
        body: { issues: [{ path: 'body.text' }] },
      });
    }
    const file = await all.app.api.upload(png, 'bild.png', 'image/png');
    expect((await note(all.app.api, id, { attachmentIds: [file.id] })).status).toBe(201);
  });
});

function isBuffer(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'Buffer' &&
    'data' in value
  );
}
