import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboundEvent } from '../../adapters/adapter.ts';
import type { Contact } from '../contract/contact.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import { addCorrespondent, reply, trouble, waitForStatus } from './correspondents.ts';
import { fakeGraphCredentials, graphWebhook, statusReport } from './fake-graph-payloads.ts';
import {
  counterValue,
  findMessage,
  startMessengers,
  threadOf,
  type Messengers,
} from './messengers.ts';
import { waitFor } from './wait-for.ts';

const { phoneNumberId } = fakeGraphCredentials;
type EchoEvent = Extract<InboundEvent, { type: 'message.echoed' }>;

describe('what a colleague writes from the phone that shares the number', () => {
  let all: Messengers;
  beforeAll(async () => {
    all = await startMessengers({}, { sendTimeoutMs: 1500 });
  });
  afterAll(() => all?.stop());

  let last = 0;
  async function echo(to: string, message: Record<string, unknown>) {
    const id = `wamid.echo${++last}`;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const base = { from: '4930901820', to, id, timestamp };
    const payload = graphWebhook(
      { message_echoes: [{ ...base, ...message }] },
      phoneNumberId,
      'smb_message_echoes',
    );
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
    return String(message['id'] ?? id);
  }
  const text = (body: string) => ({ type: 'text', text: { body } });
  const stored = (externalId: string) => findMessage(all.app, all.channels.whatsapp, externalId);
  const conversationOf = (id: string) =>
    all.app.api.ok<Conversation>('GET', `/api/conversations/${id}`);
  const ignored = (reason: string) => counterValue(all.app, 'lotse_ignored_total', { reason });
  const textsOf = async (conversationId: string) =>
    (await threadOf(all.app, conversationId)).map((message) => message.text);

  it('WAI24 is a message of ours that nobody sends: it answers the conversation, takes statuses, is changed and taken back', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    expect(await conversationOf(person.conversationId)).toMatchObject({ status: 'open' });
    const id = await echo(person.address, text('Ich rufe Sie an'));
    const message = await stored(id);
    expect(message).toMatchObject({
      conversationId: person.conversationId,
      direction: 'outbound',
      author: 'counselor',
      counselorId: null,
      text: 'Ich rufe Sie an',
      payload: { echoed: true },
      externalId: id,
      delivery: { status: 'sent', parts: [{ externalId: id, status: 'sent' }] },
    });
    expect(await conversationOf(person.conversationId)).toMatchObject({
      status: 'waiting',
      unreadCount: 0,
      waitingSince: null,
      lastMessage: { id: message?.id, direction: 'outbound', preview: 'Ich rufe Sie an' },
    });
    const report = statusReport(phoneNumberId, { id, status: 'read', recipientId: person.address });
    await all.graph.deliver(all.channels.whatsapp.webhookUrl, report);
    expect((await stored(id))?.delivery?.status).toBe('read');
    await echo(person.address, {
      type: 'edit',
      edit: { original_message_id: id, message: text('Ich rufe morgen an') },
    });
    expect(await stored(id)).toMatchObject({
      text: 'Ich rufe morgen an',
      editedAt: expect.any(String),
    });
    await echo(person.address, { type: 'revoke', revoke: { original_message_id: id } });
    expect(await stored(id)).toMatchObject({ text: null, deletedAt: expect.any(String) });
    expect(await threadOf(all.app, person.conversationId)).toHaveLength(2);
    const asked = all.graph.requests.filter(({ endpoint }) => endpoint === 'messages');
    expect(asked.filter(({ fields }) => fields['to'] === person.address)).toEqual([]);
  });

  it('WAI24 an echo that comes an hour late begins the conversation of an unknown person', async () => {
    const timestamp = String(Math.floor(Date.now() / 1000) - 3600);
    const id = await echo('49151990009', { timestamp, ...text('Guten Morgen') });
    const message = await stored(id);
    expect(message).toMatchObject({ text: 'Guten Morgen', isLate: false, direction: 'outbound' });
    expect(await textsOf(message?.conversationId ?? '')).toEqual(['Guten Morgen']);
  });

  it('WAI24 the same echo twice and five times at once is one message, also of an unknown person', async () => {
    const before = await ignored('echo_of_known_message');
    const id = 'wamid.echo-many';
    await Promise.all(
      Array.from({ length: 5 }, () => echo('49151990001', { id, ...text('Guten Tag, hier MBE') })),
    );
    const message = await stored(id);
    expect(await textsOf(message?.conversationId ?? '')).toEqual(['Guten Tag, hier MBE']);
    expect(await ignored('echo_of_known_message')).toBe(before + 4);
    expect(await conversationOf(message?.conversationId ?? '')).toMatchObject({
      status: 'waiting',
      unreadCount: 0,
    });
    await all.graph.deliver(
      all.channels.whatsapp.webhookUrl,
      graphWebhook(
        {
          contacts: [{ profile: { name: 'Neu' }, wa_id: '49151990001', user_id: 'DE.9901' }],
          messages: [
            {
              id: 'wamid.answer',
              from: '49151990001',
              from_user_id: 'DE.9901',
              timestamp: String(Math.floor(Date.now() / 1000)),
              ...text('Danke!'),
            },
          ],
        },
        phoneNumberId,
      ),
    );
    expect((await stored('wamid.answer'))?.conversationId).toBe(message?.conversationId);
    expect(await textsOf(message?.conversationId ?? '')).toEqual(['Guten Tag, hier MBE', 'Danke!']);
    const { contact } = await conversationOf(message?.conversationId ?? '');
    expect(contact.displayName).toBe('Neu');
  });

  it('WAI24 an echo of what we sent ourselves is left alone; an edit of an unknown echo is stored as ours', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    const sent = await waitForStatus(
      all,
      await reply(all, person, { text: 'Von uns' }),
      'accepted',
    );
    await echo(person.address, { id: sent.externalId, ...text('Von uns') });
    expect(await textsOf(person.conversationId)).toEqual([person.firstMessage.text, 'Von uns']);
    await echo(person.address, {
      type: 'edit',
      edit: { original_message_id: sent.externalId, message: text('Von uns, berichtigt') },
    });
    expect((await textsOf(person.conversationId)).at(-1)).toBe('Von uns, berichtigt');
    await echo(person.address, {
      type: 'edit',
      edit: { original_message_id: 'wamid.never-seen', message: text('Nur die Änderung') },
    });
    expect(await stored('wamid.never-seen')).toMatchObject({
      direction: 'outbound',
      text: 'Nur die Änderung',
    });
  });

  it('WAI24 an older echo stands at its time and leaves the newer question open', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    const timestamp = String(Math.floor(Date.now() / 1000) - 600);
    await echo(person.address, { timestamp, ...text('Von vorhin') });
    expect(await textsOf(person.conversationId)).toEqual(['Von vorhin', person.firstMessage.text]);
    expect(await conversationOf(person.conversationId)).toMatchObject({
      status: 'open',
      unreadCount: 1,
      lastMessage: { preview: person.firstMessage.text },
    });
  });

  it('WWI03 the echo of a send that got no answer tells that it arrived; the same words of a colleague later are a message', async () => {
    const channel = await all.app.context.directory.byId(all.channels.whatsapp.id);
    if (!channel) throw new Error('The channel is gone');
    const person = await addCorrespondent(all, 'whatsapp');
    const event = (externalId: string, body: string): EchoEvent => ({
      type: 'message.echoed',
      externalId,
      sender: { urn: `whatsapp:${person.address}`, messenger: 'whatsapp' },
      sentAt: new Date(),
      content: { kind: 'text', text: body, payload: null, attachments: [] },
      raw: null,
    });
    const hear = (one: EchoEvent) => all.app.context.intake.accept(channel, [one], new Date());
    trouble.hang(all, 'whatsapp');
    const lost = await reply(all, person, { text: 'Sind Sie noch da?' });
    await waitForStatus(all, lost, 'unknown');
    await hear(event('true_1@c.us_A', 'Sind Sie noch da?'));
    const found = await waitForStatus(all, lost, 'sent');
    expect(found.externalId).toBe('true_1@c.us_A');
    await hear(event('true_1@c.us_B', 'Sind Sie noch da?'));
    expect(await textsOf(person.conversationId)).toEqual([
      person.firstMessage.text,
      'Sind Sie noch da?',
      'Sind Sie noch da?',
    ]);
    expect(await conversationOf(person.conversationId)).toMatchObject({ unreadCount: 0 });
    const contact = await all.app.api.ok<Contact>(
      'GET',
      `/api/contacts/${(await conversationOf(person.conversationId)).contact.id}`,
    );
    expect(contact.addresses).toHaveLength(1);
  });

  it('WWI03 an echo that comes while our own send is on its way is not a second message', async () => {
    const channel = await all.app.context.directory.byId(all.channels.whatsapp.id);
    if (!channel) throw new Error('The channel is gone');
    const person = await addCorrespondent(all, 'whatsapp');
    trouble.hang(all, 'whatsapp');
    const sending = await reply(all, person, { text: 'Unterwegs' });
    await waitForStatus(all, sending, 'sending');
    await all.app.context.intake.accept(
      channel,
      [
        {
          type: 'message.echoed',
          externalId: 'true_2@c.us_A',
          sender: { urn: `whatsapp:${person.address}`, messenger: 'whatsapp' },
          sentAt: new Date(),
          content: { kind: 'text', text: 'Unterwegs', payload: null, attachments: [] },
          raw: null,
        },
      ],
      new Date(),
    );
    expect(await textsOf(person.conversationId)).toEqual([person.firstMessage.text, 'Unterwegs']);
    const settled = await waitFor('the send to be settled by its echo', async () => {
      const message = await all.app.api.ok<Message>('GET', `/api/messages/${sending.id}`);
      return message.delivery?.status === 'sent' && message;
    });
    expect(settled.externalId).toBe('true_2@c.us_A');
  });
});
