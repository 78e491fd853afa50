import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  WebhookRejected,
  mediaKinds,
  messengers,
  quickReplySorts,
  type Adapter,
  type Received,
  type WebhookRequest,
} from './adapter.ts';
import { loadFixtures, type Fixture } from './fixture.ts';
import { adapters } from './index.ts';

type SignedRequest = (fixture: Fixture) => { request: WebhookRequest; credentials: unknown };

/** Telegram repeats a secret; the others sign the body. */
const withoutBodySignature = new Set(['telegram']);

const registry = Object.entries(adapters as Record<string, Adapter>);
const withWebhook = registry.filter(([, adapter]) => adapter.receive !== undefined);

it('the registry is not empty, and some of its adapters receive webhooks', () => {
  expect(registry.length).toBeGreaterThan(0);
  expect(withWebhook.length).toBeGreaterThan(0);
});

describe.each(registry)('%s', (key, adapter) => {
  it('is registered under its own kind', () => {
    expect(adapter.kind).toBe(key);
    expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('hears its messenger by webhooks, or by a connection of its own whose risk it says', () => {
    const { receive, listen, risk } = adapter;
    expect([receive, listen].filter((way) => way !== undefined)).toHaveLength(1);
    if (!listen) return;
    for (const text of [risk?.de, risk?.en]) expect(text).toMatch(/\S/);
  });

  it('names every limit for every messenger that it serves', () => {
    const served = Object.entries(adapter.capabilities);
    expect(served.length).toBeGreaterThan(0);
    for (const [messenger, capabilities] of served) {
      expect(messengers).toContain(messenger);
      expect(() => completeCapabilities.parse(capabilities)).not.toThrow();
    }
  });

  it('describes every field of its settings form, and generates only what is a field', () => {
    const schema = z.toJSONSchema(adapter.credentialsSchema, {
      io: 'input',
      unrepresentable: 'any',
    });
    const fields = (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
    for (const [name, field] of Object.entries(fields)) {
      expect(field, name).toMatchObject({
        title: expect.stringMatching(/\S/),
        description: expect.stringMatching(/\S/),
      });
    }
    for (const secret of adapter.generatedSecrets) {
      expect(fields[secret], secret).toMatchObject({ isSecret: true });
    }
  });
});

describe.each(withWebhook)('%s receives', async (key, adapter) => {
  const { signedRequest } = (await import(`./${key}/fixtures.ts`)) as {
    signedRequest: SignedRequest;
  };
  const fixtures = loadFixtures(new URL(`./${key}/fixtures/`, import.meta.url));
  const posted = fixtures.filter(({ fixture }) => fixture.request.method !== 'GET');
  const structured = posted.filter(({ fixture }) => typeof fixture.request.body === 'object');
  const receive = adapter.receive as (request: WebhookRequest, credentials: unknown) => Received;

  /** What came of it: what was understood, or the refusal. Anything else that is thrown is a bug. */
  function outcome(request: WebhookRequest, credentials: unknown): Received | WebhookRejected {
    try {
      return receive(request, credentials);
    } catch (error) {
      if (error instanceof WebhookRejected) return error;
      throw error;
    }
  }

  /** Some senders can only sign what has their form; what they refuse counts as refused. */
  function outcomeOf(fixture: Fixture): Received | WebhookRejected {
    try {
      const { request, credentials } = signedRequest(fixture);
      return outcome(request, credentials);
    } catch (error) {
      if (error instanceof WebhookRejected) return error;
      throw error;
    }
  }

  function outcomeOfBody(body: unknown): Received | WebhookRejected {
    return outcomeOf({ title: '', request: { body }, expect: [] });
  }

  it('has fixtures, and credentials that its own schema takes', () => {
    expect(posted.length).toBeGreaterThan(5);
    const { credentials } = signedRequest(first(posted).fixture);
    expect(adapter.credentialsSchema.safeParse(credentials).success).toBe(true);
  });

  it.each(fixtures)('what a fixture says: $name', ({ fixture }) => {
    const { request, credentials } = signedRequest(fixture);
    const { events } = receive(request, credentials);
    expect(JSON.parse(JSON.stringify(events))).toMatchObject(fixture.expect);
  });

  it('nothing that is not signed', () => {
    for (const { name, fixture } of posted) {
      const { request, credentials } = signedRequest(fixture);
      const headers = { 'content-type': request.headers['content-type'] };
      expect(outcome({ ...request, headers }, credentials), name).toMatchObject(refused);
    }
  });

  it('nothing whose signature was changed', () => {
    for (const { name, fixture } of posted) {
      const { request, credentials } = signedRequest(fixture);
      const headers = changedHeaders(request.headers);
      expect(outcome({ ...request, headers }, credentials), name).toMatchObject(refused);
    }
  });

  if (!withoutBodySignature.has(key)) {
    it('nothing whose body was changed', () => {
      for (const { name, fixture } of posted) {
        const { request, credentials } = signedRequest(fixture);
        const body = Buffer.concat([request.body, Buffer.from('&changed=1')]);
        expect(outcome({ ...request, body }, credentials), name).toMatchObject(refused);
      }
    });
  }

  it('the same when fields come that do not exist yet', () => {
    for (const { name, fixture } of structured) {
      const body = withUnknown(fixture.request.body);
      const withNews = { ...fixture, request: { ...fixture.request, body } };
      expect(typesOf(outcomeOf(withNews)), name).toEqual(typesOf(outcomeOf(fixture)));
    }
  });

  it.each([{}, { something_new: 'x' }, { object: 'something_new', entry: 'x' }])(
    'a payload that it does not know without an error: %j',
    (body) => {
      expect(isReceivedOrMalformed(outcomeOfBody(body))).toBe(true);
    },
  );

  it('any bytes without an error, and never without a signature', () => {
    const { request, credentials } = signedRequest(first(posted).fixture);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const unsigned = { ...request, headers: {}, body: Buffer.from(bytes) };
        expect(outcome(unsigned, credentials)).toMatchObject(refused);
        const signedOtherwise = { ...request, body: Buffer.from(bytes) };
        expect(isReceivedOrRejected(outcome(signedOtherwise, credentials))).toBe(true);
      }),
    );
  });

  it('any signed text without an error', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isReceivedOrMalformed(outcomeOfBody(text))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('any fixture in which any value is another one, without an error', () => {
    const changed = fc.record({
      fixture: fc.constantFrom(...structured.map((each) => each.fixture)),
      place: fc.nat(),
      value: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', '-1', 'NaN', '1e400')),
    });
    fc.assert(
      fc.property(changed, ({ fixture, place, value }) => {
        const news = isForm(fixture.request.body) ? JSON.stringify(value) : value;
        const body = replaced(fixture.request.body, place, news);
        const result = outcomeOf({ ...fixture, request: { ...fixture.request, body } });
        expect(isReceivedOrMalformed(result)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

const refused = { code: 'signature_invalid', status: expect.toSatisfy(isRefusal) };

const completeCapabilities = z.strictObject({
  maxTextLength: z.int().positive(),
  textUnit: z.enum(['utf16', 'sms']),
  captionLength: z.int().nonnegative(),
  mediaBy: z.enum(['upload', 'url', 'link']),
  media: z.partialRecord(
    z.enum(mediaKinds),
    z.strictObject({
      maxBytes: z.int().positive(),
      mimeTypes: z.array(z.string().regex(/^[\w*-]+\/[\w.*+-]+$/)).min(1),
    }),
  ),
  maxMediaPerMessage: z.int().nonnegative(),
  replyWindowHours: z.number().positive().nullable(),
  receipts: z.enum(['none', 'delivered', 'read']),
  hasReplyTo: z.boolean(),
  hasReactions: z.boolean(),
  hasTemplates: z.boolean(),
  hasTyping: z.boolean(),
  hasReadMarks: z.boolean(),
  quickReplies: z
    .strictObject({
      maxCount: z.int().positive(),
      titleLength: z.int().positive(),
      hasDescription: z.boolean(),
      sets: z.array(z.array(z.enum(quickReplySorts)).min(1)).min(1),
      maxUrls: z.int().positive(),
      textLength: z.int().positive(),
    })
    .nullable(),
  pace: z
    .strictObject({
      perSecond: z.number().positive(),
      burst: z.int().positive(),
      contact: z
        .strictObject({ everyMs: z.int().positive(), burst: z.int().positive() })
        .optional(),
    })
    .optional(),
});

function isRefusal(status: unknown): boolean {
  return status === 401 || status === 403;
}

function changedHeaders(headers: WebhookRequest['headers']): WebhookRequest['headers'] {
  const changed = Object.entries(headers).map(([name, value]) => [
    name,
    name === 'content-type' ? value : `${value?.slice(0, -2)}00`,
  ]);
  return Object.fromEntries(changed);
}

function isReceivedOrRejected(result: Received | WebhookRejected): boolean {
  return result instanceof WebhookRejected || Array.isArray(result.events);
}

function isReceivedOrMalformed(result: Received | WebhookRejected): boolean {
  if (!(result instanceof WebhookRejected)) return Array.isArray(result.events);
  return result.code === 'malformed' && result.status === 400;
}

function typesOf(result: Received | WebhookRejected): string[] {
  if (result instanceof WebhookRejected) return [result.code];
  return result.events.map(({ type }) => type);
}

function first<Item>(items: Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('The list is empty');
  return item;
}

/** The same with one more field in every object. */
function withUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknown);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, withUnknown(each)]);
  return { ...Object.fromEntries(entries), zz_something_new: 'x' };
}

/** A form has nothing but texts. */
function isForm(body: unknown): boolean {
  return Object.values(body as object)
    .flat()
    .every((value) => typeof value === 'string');
}

/** A copy in which one of all values, counted from the top, is another one. */
function replaced(body: unknown, place: number, value: unknown): unknown {
  const places: { holder: Record<string, unknown>; name: string }[] = [];
  const copy: unknown = structuredClone(body);
  collect(copy);
  const chosen = places[place % Math.max(places.length, 1)];
  if (chosen) chosen.holder[chosen.name] = value;
  return copy;

  function collect(holder: unknown): void {
    if (typeof holder !== 'object' || holder === null) return;
    for (const [name, each] of Object.entries(holder)) {
      places.push({ holder: holder as Record<string, unknown>, name });
      collect(each);
    }
  }
}
