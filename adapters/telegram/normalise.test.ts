import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WebhookRejected, type WebhookRequest } from '../adapter.ts';
import { loadFixtures, type Fixture } from '../fixture.ts';
import { signedRequest } from './fixtures.ts';
import { receive } from './normalise.ts';

const fixtures = loadFixtures(new URL('./fixtures/', import.meta.url));

describe('every fixture', () => {
  it.each(fixtures)('$fixture.title ($name)', ({ fixture }) => {
    const { request, credentials } = signedRequest(fixture);
    const { events } = receive(request, credentials);
    expect(JSON.parse(JSON.stringify(events))).toMatchObject(fixture.expect);
    expect(events).toHaveLength(fixture.expect.length);
  });

  it('keeps the update as it came for what is stored', () => {
    const { request, credentials } = signedRequest(named('text'));
    const [event] = receive(request, credentials).events;
    expect(event).toHaveProperty('raw', named('text').request.body);
  });
});

describe('the secret token', () => {
  it('TGI02 a missing secret token is refused with 401', () => {
    const { request, credentials } = signedRequest(named('text'));
    const headers = { 'content-type': 'application/json' };
    expect(rejection(() => receive({ ...request, headers }, credentials))).toMatchObject({
      code: 'signature_invalid',
      status: 401,
    });
  });

  it('TGI02 a wrong secret token is refused before the body is read', () => {
    const { request, credentials } = signedRequest(named('text'));
    const wrong = withSecret({ ...request, body: Buffer.from('{') }, 'wrong');
    expect(rejection(() => receive(wrong, credentials))).toMatchObject({
      code: 'signature_invalid',
      status: 401,
    });
  });

  it('TGI02 an empty secret lets nobody in, not even an empty header', () => {
    const { request, credentials } = signedRequest(named('text'));
    const open = { ...credentials, webhookSecret: '' };
    expect(rejection(() => receive(withSecret(request, ''), open))).toMatchObject({ status: 401 });
  });
});

describe('a body that is no update', () => {
  it.each(['', '{', '[]', 'null', '"text"', '7', '[{"update_id":1}]'])(
    'X10 %j is malformed',
    (body) => {
      const { request, credentials } = signedRequest(situation(body));
      expect(rejection(() => receive(request, credentials))).toMatchObject({
        code: 'malformed',
        status: 400,
      });
    },
  );

  it('X11 NUL, lone surrogates, right-to-left marks and emoji pass unchanged', () => {
    const text = 'a\u0000b \ud800 \u202eשלום 👩‍👩‍👧';
    const body = JSON.stringify(message({ text }));
    const { request, credentials } = signedRequest(situation(body));
    expect(receive(request, credentials).events[0]).toHaveProperty('content.text', text);
  });

  it.each([
    { message: {} },
    { message: { message_id: 1, chat: {} } },
    { message: { message_id: '1', chat: { id: 1, type: 'private' } } },
    { edited_message: { chat: { id: 1.5, type: 'private' }, message_id: 1 } },
    { callback_query: {} },
    { callback_query: { id: '1', from: { id: null } } },
    { my_chat_member: { chat: { id: 1, type: 'private' } } },
    { my_chat_member: {} },
    { message_reaction: { chat: { id: 1, type: 'private' } } },
    {},
  ])('an update without its identifiers is left alone: %j', (update) => {
    const { request, credentials } = signedRequest(situation(update));
    expect(receive(request, credentials).events).toEqual([
      { type: 'ignored', reason: expect.any(String) },
    ]);
  });

  it('any fields of any type give one event and never an error', () => {
    const names = [
      'text photo live_photo animation video video_note voice audio document sticker location venue contact',
      'web_app_data caption date edit_date quote reply_to_message forward_origin media_group_id from poll',
    ].flatMap((line) => line.split(' '));
    const anyContent = fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 5 });
    const kinds = ['message', 'edited_message', 'callback_query', 'message_reaction'];
    const anyUpdate = fc.record({ kind: fc.constantFrom(...kinds), content: anyContent });
    fc.assert(
      fc.property(anyUpdate, ({ kind, content }) => {
        const chat = { id: 1, type: 'private' };
        const update = { [kind]: { message_id: 1, id: 'q', chat, from: { id: 1 }, ...content } };
        const { request, credentials } = signedRequest(situation(update));
        expect(receive(request, credentials).events).toHaveLength(1);
      }),
      { numRuns: 400 },
    );
  });
});

function named(name: string): Fixture {
  const found = fixtures.find((each) => each.name === name);
  if (!found) throw new Error(`There is no fixture ${name}`);
  return found.fixture;
}

function situation(body: unknown): Fixture {
  return { title: '', request: { body }, expect: [] };
}

function message(content: Record<string, unknown>): Record<string, unknown> {
  const chat = { id: 1, type: 'private', first_name: 'Amira' };
  return { update_id: 1, message: { message_id: 1, date: 1, chat, from: { id: 1 }, ...content } };
}

function withSecret(request: WebhookRequest, secret: string): WebhookRequest {
  return {
    ...request,
    headers: { ...request.headers, 'x-telegram-bot-api-secret-token': secret },
  };
}

function rejection(act: () => unknown): WebhookRejected {
  try {
    act();
  } catch (error) {
    if (error instanceof WebhookRejected) return error;
    throw error;
  }
  throw new Error('It was accepted');
}
