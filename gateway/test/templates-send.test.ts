import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import {
  addCorrespondent,
  reply,
  requestsTo,
  trouble,
  waitForStatus,
  type Correspondent,
} from './correspondents.ts';
import { fakeGraphCredentials, statusReport } from './fake-graph-payloads.ts';
import { graphTemplate } from './fake-graph-templates.ts';
import { twilioContent, type TwilioContent } from './fake-twilio-contents.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';

type Choice = {
  name: string;
  language: string;
  params: { body?: string[]; header?: string[]; buttons?: string[] };
};

describe('a template that a counselor sends', () => {
  let all: Messengers;
  let content: TwilioContent;
  let amina: Correspondent;

  beforeAll(async () => {
    all = await startMessengers();
    all.graph.templates = [
      graphTemplate('termin', 'de', 'Guten Tag {{1}}, Ihr Termin ist am {{2}}.', {
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Beratung {{1}}' },
          { type: 'FOOTER', text: 'Caritas Nord' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'QUICK_REPLY', text: 'Absagen' },
              { type: 'URL', text: 'Ansehen', url: 'https://lotse.example/t/{{1}}' },
            ],
          },
        ],
      }),
      graphTemplate('termin', 'ar', 'مرحبا {{first_name}}، موعدك يوم {{date}}', {
        parameter_format: 'NAMED',
      }),
      graphTemplate('gruss', 'uk', 'Добрий день!'),
      graphTemplate('pause', 'de', 'Pause', { status: 'PAUSED', rejected_reason: 'NONE' }),
      graphTemplate('bild', 'de', 'Bild', { components: [{ type: 'HEADER', format: 'IMAGE' }] }),
    ];
    content = twilioContent('termin', 'de', {
      'twilio/call-to-action': {
        body: 'Guten Tag {{1}}',
        actions: [{ type: 'URL', title: 'Ansehen', url: 'https://lotse.example/t/{{2}}' }],
      },
    });
    all.twilio.contents.push(content);
    for (const { id } of [all.channels.whatsapp, all.channels.twilioWhatsapp]) {
      await all.app.api.ok('POST', `/api/channels/${id}/templates/sync`);
    }
    amina = await addCorrespondent(all, 'whatsapp');
  });
  afterAll(async () => {
    expect([...all.graph.violations, ...all.twilio.violations]).toEqual([]);
    await all?.stop();
  });

  const german: Choice = {
    name: 'termin',
    language: 'de',
    params: { header: ['Nord'], body: ['Amina', '3. Mai'], buttons: ['', 'x7'] },
  };

  function post(person: Correspondent, template: Choice, clientMessageId: string = randomUUID()) {
    const path = `/api/conversations/${person.conversationId}/messages`;
    return all.app.api.request<Message>('POST', path, { clientMessageId, template });
  }

  async function closeWindow(person: Correspondent, at = 'now()') {
    await all.app.context.database.servicePool.query(
      `update conversation set reply_window_until = ${at} where id = $1`,
      [person.conversationId],
    );
  }

  const conversationOf = (person: Correspondent) =>
    all.app.api.ok<Conversation>('GET', `/api/conversations/${person.conversationId}`);

  it('WAO03 WAO04 is the way out of a closed window, and is shown as the contact reads it', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    await closeWindow(person);
    const path = `/api/conversations/${person.conversationId}/messages`;
    const text = { clientMessageId: randomUUID(), text: 'Hallo' };
    expect(await all.app.api.request('POST', path, text)).toMatchObject({
      status: 409,
      body: { code: 'reply_window_closed' },
    });
    const { status, body: message } = await post(person, german);
    expect(status).toBe(201);
    const words = 'Beratung Nord\n\nGuten Tag Amina, Ihr Termin ist am 3. Mai.\n\nCaritas Nord';
    expect(message).toMatchObject({
      kind: 'text',
      text: words,
      language: 'de',
      payload: {
        template: {
          ...german,
          rendered: {
            header: 'Beratung Nord',
            body: 'Guten Tag Amina, Ihr Termin ist am 3. Mai.',
            footer: 'Caritas Nord',
            buttons: ['Absagen', 'Ansehen'],
          },
        },
      },
    });
    await waitForStatus(all, message, 'accepted');
    expect(requestsTo(all, person).map(({ fields }) => fields)).toMatchObject([
      {
        type: 'template',
        template: {
          name: 'termin',
          language: { code: 'de' },
          components: [
            { type: 'header', parameters: [{ type: 'text', text: 'Nord' }] },
            { type: 'body', parameters: [{ text: 'Amina' }, { text: '3. Mai' }] },
            { type: 'button', sub_type: 'url', index: '1', parameters: [{ text: 'x7' }] },
          ],
        },
      },
    ]);
    expect((await conversationOf(person)).lastMessage?.preview).toBe(words.replaceAll('\n\n', ' '));
  });

  it('WAO04 goes with the names of its parameters where it has names', async () => {
    const params = { body: ['أمينة', '٣ مايو'] };
    const { body: message } = await post(amina, { name: 'termin', language: 'ar', params });
    expect(message).toMatchObject({ text: 'مرحبا أمينة، موعدك يوم ٣ مايو', language: 'ar' });
    await waitForStatus(all, message, 'accepted');
    expect(requestsTo(all, amina).at(-1)?.fields).toMatchObject({
      template: {
        components: [
          {
            parameters: [
              { type: 'text', parameter_name: 'first_name', text: 'أمينة' },
              { type: 'text', parameter_name: 'date', text: '٣ مايو' },
            ],
          },
        ],
      },
    });
  });

  it('TWO04 goes to Twilio by its Content SID with the variables it names', async () => {
    const person = await addCorrespondent(all, 'twilioWhatsapp');
    await closeWindow(person);
    const params = { body: ['Amina'], buttons: ['x7'] };
    const { body: message } = await post(person, { name: 'termin', language: 'de', params });
    expect(message.text).toBe('Guten Tag Amina');
    await waitForStatus(all, message, 'accepted');
    const [{ fields } = { fields: {} }] = requestsTo(all, person);
    expect(fields).toMatchObject({
      ContentSid: content.sid,
      ContentVariables: '{"1":"Amina","2":"x7"}',
    });
    expect(fields).not.toHaveProperty('Body');
  });

  const issue = (path: string, words: string) => ({
    status: 422,
    body: {
      code: 'validation_failed',
      issues: [
        { path: `body.template${path}`, message: expect.stringContaining(words) as unknown },
      ],
    },
  });
  const body = (...texts: string[]) => ({ ...german, params: { ...german.params, body: texts } });

  it.each<[string, Choice, object]>([
    ['unknown', { ...german, name: 'nix' }, issue('.name', 'termin (ar)')],
    ['not in this language', { ...german, language: 'fr' }, issue('.language', 'ar, de')],
    ['with too few parameters', body('Amina'), issue('.params.body', 'takes 2 parameters')],
    ['with too many', body('a', 'b', 'c'), issue('.params.body', 'not 3')],
    ['with an empty one', body('Amina', ' '), issue('.params.body.1', 'empty')],
    ['with a line break', body('Amina', '3.\n5.'), issue('.params.body.1', 'Line breaks')],
    ['too long when filled', body('a'.repeat(600), 'b'.repeat(600)), issue('.params.body', '1024')],
    [
      'without its header',
      { ...german, params: { body: ['a', 'b'], buttons: ['', 'x'] } },
      issue('.params.header', 'takes 1 parameter'),
    ],
    [
      'without the end of its address',
      { ...german, params: { header: ['a'], body: ['a', 'b'] } },
      issue('.params.buttons.1', 'empty'),
    ],
    [
      'with words for a button that takes none',
      { ...german, params: { ...german.params, buttons: ['a', 'x'] } },
      issue('.params.buttons.0', 'nothing to fill'),
    ],
    ['with a picture', { name: 'bild', language: 'de', params: {} }, issue('', 'picture')],
    [
      'paused',
      { name: 'pause', language: 'de', params: {} },
      { status: 409, body: { code: 'template_not_approved' } },
    ],
  ])('is refused before anything is written when it is %s', async (_, choice, answer) => {
    const before = requestsTo(all, amina).length;
    const { lastMessage } = await conversationOf(amina);
    expect(await post(amina, choice)).toMatchObject(answer);
    expect((await conversationOf(amina)).lastMessage).toEqual(lastMessage);
    expect(requestsTo(all, amina).length).toBe(before);
  });

  it('carries no text and no file beside it', async () => {
    const file = await all.app.api.upload(Buffer.from('x'), 'x.txt', 'text/plain');
    const path = `/api/conversations/${amina.conversationId}/messages`;
    for (const more of [{ text: 'x' }, { attachmentIds: [file.id] }]) {
      const request = { clientMessageId: randomUUID(), template: german, ...more };
      expect(await all.app.api.request('POST', path, request)).toMatchObject(issue('', 'exclude'));
    }
  });

  it('goes out once however often it is asked for, also when its words have changed since', async () => {
    const id = randomUUID();
    const gruss: Choice = { name: 'gruss', language: 'uk', params: {} };
    const first = await post(amina, gruss, id);
    expect(first.status).toBe(201);
    await waitForStatus(all, first.body, 'accepted');
    await all.app.context.database.servicePool.query(
      `update template set components = jsonb_set(components, '{body}', '"Вітаємо!"') where name = 'gruss'`,
    );
    const again = await post(amina, gruss, id);
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, text: 'Добрий день!' } });
    expect(await post(amina, german, id)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });

  it('passes unchecked where the provider has listed none', async () => {
    const { id } = all.channels.twilioWhatsapp;
    const sync = () => all.app.api.ok('POST', `/api/channels/${id}/templates/sync`);
    all.twilio.contents.length = 0;
    await sync();
    const person = await addCorrespondent(all, 'twilioWhatsapp');
    const bySid: Choice = { name: content.sid, language: 'de', params: { body: ['Amina', 'x7'] } };
    const { body: sent } = await post(person, bySid);
    expect(sent).toMatchObject({ text: null, payload: { template: bySid } });
    await waitForStatus(all, sent, 'accepted');
    const { body: refused } = await post(person, { ...bySid, name: 'ohne_sid' });
    const { delivery } = await waitForStatus(all, refused, 'failed');
    expect(delivery?.failure).toMatchObject({ code: 'template_rejected', providerCode: null });
    expect(requestsTo(all, person).map(({ fields }) => fields['ContentSid'])).toEqual([
      content.sid,
    ]);
    all.twilio.contents.push(content);
    await sync();
  });

  it('WAO03 what waited until the window had closed is failed without a call; a template goes', async () => {
    for (const line of ['whatsapp', 'twilioWhatsapp'] as const) {
      const person = await addCorrespondent(all, line);
      trouble.throttle(all, line);
      const first = await reply(all, person, { text: 'Erste' });
      const second = await reply(all, person, { text: 'Zweite' });
      await waitFor('the first to wait', async () => {
        const { delivery } = await all.app.api.ok<Message>('GET', `/api/messages/${first.id}`);
        return delivery?.status === 'queued' && delivery.failure?.code === 'throttled';
      });
      await closeWindow(person);
      for (const message of [first, second]) {
        const { delivery } = await waitForStatus(all, message, 'failed');
        expect(delivery?.failure).toMatchObject({ code: 'window_closed', providerCode: null });
      }
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['Erste']);
      const retried = await all.app.api.request('POST', `/api/messages/${second.id}/retry`);
      expect(retried).toMatchObject({ status: 409, body: { code: 'reply_window_closed' } });
      const params = line === 'whatsapp' ? german.params : { body: ['Amina'], buttons: ['x7'] };
      const { body: template } = await post(person, { ...german, params });
      await waitForStatus(all, template, 'accepted');
    }
  });

  it('WAO03 a window that the contact never opened is closed', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    await closeWindow(person, 'null');
    const path = `/api/conversations/${person.conversationId}/messages`;
    const text = { clientMessageId: randomUUID(), text: 'Hallo' };
    expect(await all.app.api.request('POST', path, text)).toMatchObject({
      status: 409,
      body: { code: 'reply_window_closed' },
    });
    const { replyWindowUntil } = await conversationOf(person);
    expect(Date.parse(replyWindowUntil ?? '')).toBeLessThan(Date.now());
    expect((await post(person, german)).status).toBe(201);
  });

  it('TWS06 WAS03 is there to choose when the provider says afterwards that the window was closed', async () => {
    const byTwilio = await addCorrespondent(all, 'twilioWhatsapp');
    const one = await waitForStatus(all, await reply(all, byTwilio, { text: 'Hallo' }), 'accepted');
    await all.twilio.statusCallback(one.externalId ?? '', 'failed', { ErrorCode: '63016' });
    const byCloud = await addCorrespondent(all, 'whatsapp');
    const two = await waitForStatus(all, await reply(all, byCloud, { text: 'Hallo' }), 'accepted');
    await all.graph.deliver(
      all.channels.whatsapp.webhookUrl,
      statusReport(fakeGraphCredentials.phoneNumberId, {
        id: two.externalId ?? '',
        status: 'failed',
        errorCode: 131047,
      }),
    );
    for (const [person, message, providerCode] of [
      [byTwilio, one, '63016'],
      [byCloud, two, '131047'],
    ] as const) {
      const failed = await waitForStatus(all, message, 'failed');
      expect(failed.delivery?.failure).toMatchObject({ code: 'window_closed', providerCode });
      const params = person === byTwilio ? { body: ['Amina'], buttons: ['x7'] } : german.params;
      const { body: template } = await post(person, { ...german, params });
      await waitForStatus(all, template, 'accepted');
    }
  });
});
