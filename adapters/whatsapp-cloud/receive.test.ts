import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WebhookRejected, type InboundEvent, type WebhookRequest } from '../adapter.ts';
import { loadFixtures, type Fixture } from '../fixture.ts';
import { signedRequest } from './fixtures.ts';
import { whatsappCloud } from './index.ts';
import { phoneNumberIds } from './phone-number-ids.ts';

const fixtures = new Map(
  loadFixtures(new URL('./fixtures', import.meta.url)).map(({ name, fixture }) => [name, fixture]),
);

const cases: Record<string, [id: string, sentence: string]> = {
  text: ['WAI03', 'a text becomes a text of whatsapp:<wa_id> with the profile name'],
  batch: ['WAI04', 'two entries of three changes with messages and statuses give all of them'],
  repeated: ['WAI05', 'the same id twice in one payload gives one message'],
  'text-user-id-only': ['WAI06', 'without a number the business-scoped user id is the address'],
  'text-number-and-user-id': ['WAI07', 'a user id beside a number is an alias of it'],
  image: ['WAI09', 'a photo keeps caption, type and digest and is fetched by its id'],
  location: ['WAI10', 'a place keeps its name and address'],
  contacts: ['WAI11', 'contact cards keep all their numbers'],
  'template-button': ['WAI12', 'a template button gives its payload and text'],
  'list-reply': ['WAI13', 'a list reply gives id, title and description'],
  'flow-reply': ['WAI14', 'a filled-in form gives its JSON'],
  reaction: ['WAI15', 'a reaction is an event on its target'],
  reply: ['WAI16', 'a reply names the message it quotes'],
  referral: ['WAI17', 'where an advertisement led somebody here is kept'],
  'system-number-changed': ['WAI18', 'a changed number and user id each say from and to'],
  unsupported: ['WAI19', 'what Meta does not hand on becomes a visible placeholder'],
  order: ['WAI20', 'an order keeps its items'],
  'text-milliseconds': ['WAI21', 'a timestamp in milliseconds gives the right date'],
  'foreign-number': ['WAI22', 'a change of another number is ignored with its reason'],
  'template-status': ['WAI23', 'a template status is routed'],
  edit: ['WAI24', 'a corrected message is an edit of the original'],
  'status-played': ['WAS01', 'a voice message that was played counts as read'],
  'status-failed-131047': ['WAS03', 'error 131047 means that the window has closed'],
  'status-failed-131053': ['WAS03', 'error 131053 asks for another try'],
  'status-failed-131026': ['WAS03', 'error 131026 means that the person cannot be reached'],
  'status-failed-131049': ['WAS03', 'error 131049 is a rule of WhatsApp'],
  errors: ['WAS04', 'errors without a message are reports on the account, with their code'],
  'status-deleted': ['WAS05', 'an unknown status is ignored with its word'],
};

describe('receive', () => {
  it('has a fixture for every case that names one', () => {
    expect(Object.keys(cases).filter((name) => !fixtures.has(name))).toEqual([]);
    expect(fixtures.size).toBeGreaterThan(50);
  });

  for (const [name, fixture] of fixtures) {
    const [id, sentence] = cases[name] ?? ['', ''];
    it(id ? `${id} ${sentence}` : `translates the fixture ${name}`, () => {
      const events = receive(fixture);
      expect(events).toMatchObject(fixture.expect);
      expect(events).toHaveLength(fixture.expect.length);
    });
  }

  it('WAI01 Meta’s challenge is answered as plain text', () => {
    const { request, credentials } = challenge({});
    expect(whatsappCloud.receive?.(request, credentials)).toEqual({
      events: [],
      answer: { status: 200, type: 'text/plain', body: '1158201444' },
    });
  });

  it.each([
    ['a wrong token', { 'hub.verify_token': 'wrong' }],
    ['a wrong mode', { 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.challenge': '' }],
  ])('WAI01 a challenge with %s is refused with 403', (_, query) => {
    const { request, credentials } = challenge(query);
    expect(rejection(request, credentials)).toMatchObject({
      code: 'verification_failed',
      status: 403,
    });
  });

  it('a challenge is refused while the channel has no verify token', () => {
    const { request, credentials } = challenge({ 'hub.verify_token': '' });
    for (const verifyToken of ['', undefined]) {
      expect(rejection(request, { ...credentials, verifyToken })).toMatchObject({ status: 403 });
    }
  });

  it.each([
    ['missing', undefined],
    ['of other bytes', `sha256=${'0'.repeat(64)}`],
    ['too short', 'sha256=00'],
    ['of another algorithm', 'sha1=0000'],
  ])('WAI02 a signature that is %s is refused with 401', (_, signature) => {
    const { request, credentials } = signedRequest(fixture('text'));
    request.headers['x-hub-signature-256'] = signature;
    expect(rejection(request, credentials)).toMatchObject({
      code: 'signature_invalid',
      status: 401,
    });
  });

  it('WAI02 an empty app secret lets nothing in', () => {
    const { request, credentials } = signedRequest(fixture('text'));
    expect(rejection(request, { ...credentials, appSecret: '' })).toMatchObject({ status: 401 });
  });

  it('WAI02 the signature is over the raw bytes, escapes and emoji as they came', () => {
    const body = JSON.stringify(fixture('text').request.body)
      .replace('Guten Tag', '\\u0047uten\\/Tag \\ud83d\\ude42')
      .replace('{', '{ ');
    expect(body).toContain('\\u0047');
    expect(receive({ ...fixture('text'), request: { body } })).toMatchObject([
      { content: { text: 'Guten/Tag 🙂, ich brauche Hilfe 🙂' } },
    ]);
  });

  it.each(['', '{', '[]', '"text"', 'null'])('a signed body of %j is malformed', (body) => {
    const { request, credentials } = signedRequest({ title: '', request: { body }, expect: [] });
    expect(rejection(request, credentials)).toMatchObject({ code: 'malformed', status: 400 });
  });

  it('the kept slice holds one message, not the batch', () => {
    const [first] = receive(fixture('batch'));
    expect(first).toHaveProperty('raw.message.id', 'wamid.M1');
    expect(JSON.stringify(first)).not.toContain('wamid.M2');
  });

  it('two people in one change are never taken for each other', () => {
    const body = structuredClone(fixture('repeated').request.body) as never as {
      entry: { changes: { value: { messages: { from: string; id: string }[] } }[] }[];
    };
    const messages = body.entry[0]!.changes[0]!.value.messages;
    Object.assign(messages[1]!, { from: '4917099999999', id: 'wamid.OTHER' });
    expect(receive({ title: '', request: { body }, expect: [] })).toMatchObject([
      { sender: { urn: 'whatsapp:4915112345678', displayName: 'Amina Haddad' } },
      { sender: { urn: 'whatsapp:4917099999999' } },
    ]);
  });

  it('nothing that JSON can hold in place of a message makes it throw', () => {
    const template = JSON.stringify(fixture('text').request.body);
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('type', 'text', 'from', 'timestamp'),
        (value, key) => {
          const body = JSON.parse(template) as never as {
            entry: { changes: { value: { messages: Record<string, unknown>[] } }[] }[];
          };
          const [message] = body.entry[0]!.changes[0]!.value.messages;
          message![key] = value;
          expect(receive({ title: '', request: { body }, expect: [] })).toHaveLength(1);
        },
      ),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (entry) => {
        const body = { object: 'whatsapp_business_account', entry };
        expect(receive({ title: '', request: { body }, expect: [] }).length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['constructor', '__proto__', 'toString'])('the type %s is just unknown', (type) => {
    const body = JSON.parse(
      JSON.stringify(fixture('unknown-type').request.body).replaceAll('hologram', type),
    ) as unknown;
    expect(receive({ title: '', request: { body }, expect: [] })).toMatchObject([
      { content: { kind: 'unsupported', payload: { rawKind: type } } },
    ]);
  });
});

describe('channelAddresses', () => {
  it('reads the number out of a body that nobody has checked', () => {
    const { request } = signedRequest(fixture('text'));
    expect(whatsappCloud.channelAddresses?.(request)).toEqual(['106540352242922']);
  });

  it('finds each number of a batch once', () => {
    const body = JSON.stringify([
      fixture('batch').request.body,
      fixture('foreign-number').request.body,
    ]);
    const { request } = signedRequest({ title: '', request: { body }, expect: [] });
    expect(phoneNumberIds(request)).toEqual(['106540352242922', '999999999999999']);
  });

  it('is not misled by what a person writes', () => {
    const text = { body: '"phone_number_id":"666"' };
    const body = JSON.stringify({ text, metadata: { phone_number_id: '106540352242922' } });
    expect(body.indexOf('666')).toBeLessThan(body.indexOf('1065'));
    const { request } = signedRequest({ title: '', request: { body }, expect: [] });
    expect(phoneNumberIds(request)).toEqual(['106540352242922']);
  });

  it.each(['', 'phone_number_id', '{"phone_number_id":', '{"phone_number_id":12}', '\u0000'])(
    'is empty for %j',
    (body) => {
      const { request } = signedRequest({ title: '', request: { body }, expect: [] });
      expect(whatsappCloud.channelAddresses?.(request)).toEqual([]);
    },
  );
});

function fixture(name: string): Fixture {
  const found = fixtures.get(name);
  if (!found) throw new Error(`no fixture ${name}`);
  return found;
}

function receive(one: Fixture): InboundEvent[] {
  const { request, credentials } = signedRequest(one);
  return whatsappCloud.receive?.(request, credentials).events ?? [];
}

function challenge(query: Record<string, string>) {
  const { credentials } = signedRequest(fixture('text'));
  return signedRequest({
    title: 'challenge',
    request: {
      method: 'GET',
      query: {
        'hub.mode': 'subscribe',
        'hub.verify_token': credentials.verifyToken ?? '',
        'hub.challenge': '1158201444',
        ...query,
      },
      body: '',
    },
    expect: [],
  });
}

function rejection(request: WebhookRequest, credentials: unknown): WebhookRejected {
  try {
    whatsappCloud.receive?.(request, credentials);
  } catch (error) {
    if (error instanceof WebhookRejected) return error;
    throw error;
  }
  throw new Error('the request was accepted');
}
