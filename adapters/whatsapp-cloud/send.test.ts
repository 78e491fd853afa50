import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  SendError,
  type CallContext,
  type Exchange,
  type OutboundAttachment,
  type OutboundMessage,
} from '../adapter.ts';
import { startFakeGraph, type FakeGraph } from '../../gateway/test/fake-graph.ts';
import {
  fakeGraphCredentials as credentials,
  graphErrorBody,
} from '../../gateway/test/fake-graph-payloads.ts';
import { whatsappCloud } from './index.ts';

let graph: FakeGraph;
let exchanges: Exchange[];

beforeEach(async () => {
  graph = await startFakeGraph();
  exchanges = [];
});

afterEach(() => graph.close());

describe('send', () => {
  it('WAO01 a text goes to the digits with our delivery id', async () => {
    const sent = await send({ text: '*_[<& 🙂' });
    expect(sent.parts).toEqual([{ externalId: expect.stringMatching(/^wamid\./) as unknown }]);
    expect(bodies()).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '4915112345678',
        type: 'text',
        text: { body: '*_[<& 🙂' },
        biz_opaque_callback_data: deliveryId,
      },
    ]);
    expect(graph.violations).toEqual([]);
  });

  it('WAO01 a link in a text asks for a preview', async () => {
    await send({ text: 'Mehr: https://lotse.example/de' });
    expect(bodies()).toMatchObject([{ text: { preview_url: true } }]);
  });

  it('WAO02 a business-scoped user id is the recipient instead of a number', async () => {
    await send({ to: { urn: 'whatsapp:DE.13491208655302741918', messenger: 'whatsapp' } });
    expect(bodies()[0]).toMatchObject({ recipient: 'DE.13491208655302741918' });
    expect(bodies()[0]).not.toHaveProperty('to');
    expect(graph.violations).toEqual([]);
  });

  it('WAO02 a user id in the answer is an alias', async () => {
    graph.userIds.set('4915112345678', 'DE.1111');
    expect(await send({})).toMatchObject({ aliases: ['whatsapp:DE.1111'] });
    graph.userIds.clear();
    expect(await send({})).not.toHaveProperty('aliases');
  });

  it('an address of another messenger is refused before any call', async () => {
    const error = await failure({ to: { urn: 'tel:+4915112345678', messenger: 'whatsapp' } });
    expect(error).toMatchObject({ code: 'contact_unreachable', retryable: false, certain: true });
    expect(graph.requests).toEqual([]);
  });

  it('a reply names the message it answers', async () => {
    await send({ replyToExternalId: 'wamid.QUESTION' });
    expect(bodies()).toMatchObject([{ context: { message_id: 'wamid.QUESTION' } }]);
    expect(graph.violations).toEqual([]);
  });

  it('WAO04 a template carries header, body and button parameters', async () => {
    const params = { header: ['Beratung'], body: ['Amina', '10:30'], buttons: ['', 'abc'] };
    await send({ text: null, template: { name: 'termin', language: 'de', params } });
    expect(bodies()).toMatchObject([
      {
        type: 'template',
        template: {
          name: 'termin',
          language: { code: 'de' },
          components: [
            { type: 'header', parameters: [{ type: 'text', text: 'Beratung' }] },
            { type: 'body', parameters: [{ text: 'Amina' }, { text: '10:30' }] },
            { type: 'button', sub_type: 'url', index: '1', parameters: [{ text: 'abc' }] },
          ],
        },
      },
    ]);
    expect(graph.violations).toEqual([]);
  });

  it('WAO05 three short replies are buttons', async () => {
    await send({ text: 'Sprache?', quickReplies: replies(3, 'x'.repeat(20)) });
    expect(bodies()).toMatchObject([
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Sprache?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'r0' } }, {}, {}] },
        },
      },
    ]);
    expect(graph.violations).toEqual([]);
  });

  it.each([
    ['four replies', replies(4, 'x')],
    ['a description', [{ id: 'r0', title: 'Asyl', description: 'd'.repeat(80) }]],
    ['two equal titles', replies(2, 'x').map((reply) => ({ ...reply, title: 'Ja' }))],
    ['a title over 20', replies(1, 'x'.repeat(22))],
    ['twelve replies with titles over 24', replies(12, '🙂'.repeat(13))],
  ])('WAO05 %s make a list within its limits', async (_, quickReplies) => {
    await send({ text: 'Thema?', quickReplies });
    expect(bodies()).toMatchObject([{ interactive: { type: 'list' } }]);
    expect(graph.violations).toEqual([]);
  });

  const place = { id: 'wo', title: 'Standort', isLocationRequest: true as const };
  const form = { id: 'f', title: 'Formular ausfüllen, bitte', form: { id: '4711', screen: 'ONE' } };
  const page = { id: 'u', title: 'Zur Seite', url: 'https://service.berlin.de/' };
  it.each([
    [
      'a request for the place goes before a form, a page and answers',
      [...replies(2, 'x'), page, form, place],
      { type: 'location_request_message', action: { name: 'send_location' } },
    ],
    [
      'a form goes before a page and answers',
      [...replies(2, 'x'), page, form],
      {
        type: 'flow',
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_id: '4711',
            flow_cta: 'Formular ausfüllen,…',
            flow_action: 'navigate',
            flow_action_payload: { screen: 'ONE' },
          },
        },
      },
    ],
    [
      'a page goes before answers',
      [...replies(2, 'x'), page],
      {
        type: 'cta_url',
        action: {
          name: 'cta_url',
          parameters: { display_text: 'Zur Seite', url: 'https://service.berlin.de/' },
        },
      },
    ],
  ])('WAO05 %s', async (_, quickReplies, interactive) => {
    await send({ text: 'Wie weiter?', quickReplies });
    expect(bodies()).toMatchObject([
      { type: 'interactive', interactive: { body: { text: 'Wie weiter?' }, ...interactive } },
    ]);
    expect(graph.violations).toEqual([]);
  });

  it('WAO05 an id that is too long for a button or row is carried as a key', async () => {
    await send({ text: 'Thema?', quickReplies: [{ id: 'ü'.repeat(101), title: 'Lang' }] });
    expect(JSON.stringify(bodies())).toMatch(/"id":"#[\w-]{43}"/);
    expect(graph.violations).toEqual([]);
  });

  it('WAO05 a text too long for buttons goes ahead and loses nothing', async () => {
    const text = `${'Satz mit Wörtern. '.repeat(80)}Welche Sprache?`;
    expect(text.length).toBeGreaterThan(1024);
    const sent = await send({ text, quickReplies: replies(2, 'x') });
    expect(sent.parts).toHaveLength(2);
    const [first, second] = bodies() as never as [
      { text: { body: string } },
      { interactive: { body: { text: string } } },
    ];
    expect(first.text.body + second.interactive.body.text).toBe(text);
    expect(graph.violations).toEqual([]);
  });

  it.each([
    ['image', 'image/jpeg', 'image'],
    ['video', 'video/mp4', 'video'],
    ['document', 'application/pdf', 'document'],
  ] as const)('WAO06 %s is uploaded and carries its caption', async (kind, mimeType, type) => {
    await send({ text: 'x'.repeat(1024), attachments: [attachment(kind, mimeType)] });
    expect(graph.requests.map(({ endpoint }) => endpoint)).toEqual(['media', 'messages']);
    expect(graph.requests[0]?.files.file).toMatchObject({ fileName: 'datei', mimeType });
    expect(bodies()).toMatchObject([{ type, [type]: { caption: 'x'.repeat(1024) } }]);
    expect(graph.violations).toEqual([]);
  });

  it('WAO06 audio never carries a caption: the text follows it', async () => {
    const sent = await send({
      text: 'Hören Sie mal',
      attachments: [attachment('audio', 'audio/mpeg')],
    });
    expect(sent.parts).toHaveLength(2);
    expect(bodies()).toMatchObject([
      { type: 'audio' },
      { type: 'text', text: { body: 'Hören Sie mal' } },
    ]);
    expect(graph.violations).toEqual([]);
  });

  it('a recorded voice note is sent as one, in Ogg with its codec named', async () => {
    await send({ text: null, attachments: [attachment('voice', 'audio/ogg')] });
    expect(graph.requests[0]?.fields).toMatchObject({ type: 'audio/ogg; codecs=opus' });
    expect(bodies()).toMatchObject([{ type: 'audio', audio: { voice: true } }]);
    expect(graph.violations).toEqual([]);
  });

  it('a document keeps its file name', async () => {
    await send({ text: null, attachments: [attachment('document', 'application/pdf')] });
    expect(bodies()).toMatchObject([{ document: { filename: 'datei' } }]);
  });

  it('a file type that WhatsApp does not take is refused before any call', async () => {
    const error = await failure({ attachments: [attachment('document', 'application/zip')] });
    expect(error).toMatchObject({ code: 'media_rejected', retryable: false });
    expect(graph.requests).toEqual([]);
  });

  it('a file over the limit is refused before any call', async () => {
    const bytes = Buffer.alloc(5 * 1024 * 1024 + 1);
    const error = await failure({ attachments: [{ ...attachment('image', 'image/png'), bytes }] });
    expect(error).toMatchObject({ code: 'media_too_large', retryable: false });
    expect(graph.requests).toEqual([]);
  });

  it.each([
    ['WAO07', 400, 130429, { code: 'throttled', retryable: true }],
    ['WAO07', 400, 80007, { code: 'throttled', retryable: true }],
    ['WAO07', 400, 4, { code: 'throttled', retryable: true }],
    ['WAO08', 400, 131056, { code: 'throttled_contact', retryable: true, retryAfterMs: 6000 }],
    ['WAO09', 401, 190, { code: 'credentials_failed', retryable: true }],
    ['WAS03', 400, 131047, { code: 'window_closed', retryable: false }],
    ['WAS03', 400, 131026, { code: 'contact_unreachable', retryable: false }],
    ['', 500, 131000, { code: 'provider_unavailable', retryable: true }],
    ['', 400, 132001, { code: 'template_rejected', retryable: false }],
    ['', 400, 99999, { code: 'content_rejected', retryable: false }],
  ])('%s status %i with code %i is a typed error', async (_, status, code, expected) => {
    graph.failNext({ status, body: graphErrorBody(code, 'Words of Meta') });
    const error = await failure({});
    expect(error).toMatchObject({ ...expected, certain: true, providerCode: String(code) });
    expect(error.message).toBe('Words of Meta');
  });

  it('WAO07 status 429 without a readable body is a pause as long as asked for', async () => {
    graph.failNext({ status: 429, body: '<html>', headers: { 'retry-after': '7' } });
    expect(await failure({})).toMatchObject({
      code: 'throttled',
      retryable: true,
      retryAfterMs: 7000,
    });
  });

  it('an HTML page with status 503 is worth another try', async () => {
    graph.failNext({ status: 503, body: '<html>' });
    expect(await failure({})).toMatchObject({ code: 'provider_unavailable', retryable: true });
  });

  it('WAO10 status 200 with an error body has failed', async () => {
    graph.failNext({ status: 200, body: graphErrorBody(131047, 'Closed') });
    expect(await failure({})).toMatchObject({ code: 'window_closed', certain: true });
    graph.failNext({ status: 200, body: { errors: [{ code: 131026, title: 'Undeliverable' }] } });
    expect(await failure({})).toMatchObject({
      code: 'contact_unreachable',
      message: 'Undeliverable',
    });
  });

  it.each([
    ['no id', { status: 200, body: { messaging_product: 'whatsapp' } }],
    ['HTML', { status: 200, body: '<html>' }],
    ['a cut connection', { destroy: true }],
  ] as const)('an answer of %s leaves open whether it was sent', async (_, scripted) => {
    graph.failNext(scripted);
    expect(await failure({})).toMatchObject({
      code: 'no_answer',
      retryable: false,
      certain: false,
    });
  });

  it('an answer that never comes leaves open whether it was sent', async () => {
    graph.failNext({ hang: true });
    const stop = new AbortController();
    const pending = failure({}, { signal: stop.signal });
    await expect.poll(() => graph.requests.length).toBe(1);
    stop.abort();
    expect(await pending).toMatchObject({ code: 'no_answer', retryable: false, certain: false });
  });

  it('an upload that gets no answer is worth another try: nothing was sent yet', async () => {
    graph.failNext({ endpoint: 'media', destroy: true });
    const error = await failure({ attachments: [attachment('image', 'image/png')] });
    expect(error).toMatchObject({ code: 'provider_unavailable', retryable: true, certain: true });
    expect(bodies()).toEqual([]);
  });

  it('a refused connection is worth another try', async () => {
    const other = await startFakeGraph();
    await other.close();
    const error = await failure({}, { apiRoot: other.url });
    expect(error).toMatchObject({ code: 'provider_unavailable', retryable: true, certain: true });
  });

  it('what fails after its first half was sent is not sent again by itself', async () => {
    graph.failNext({ endpoint: 'messages', delayMs: 1 });
    graph.failNext({ endpoint: 'messages', status: 400, body: graphErrorBody(131056, 'Too fast') });
    const error = await failure({ text: 'Text', attachments: [attachment('audio', 'audio/mpeg')] });
    expect(error).toMatchObject({ code: 'no_answer', certain: false, providerCode: '131056' });
  });

  it('exchanges are recorded without ids, numbers and tokens', async () => {
    await send({ attachments: [attachment('image', 'image/png')] });
    graph.failNext({ status: 400, body: graphErrorBody(131047, 'Closed') });
    await failure({});
    expect(exchanges).toMatchObject([
      { method: 'POST', path: '/v25.0/{phone-number-id}/media', status: 200, providerCode: null },
      { method: 'POST', path: '/v25.0/{phone-number-id}/messages', status: 200 },
      { path: '/v25.0/{phone-number-id}/messages', status: 400, providerCode: '131047' },
    ]);
  });

  it('an error text that repeats the token comes without it', async () => {
    const words = `Malformed access token ${credentials.accessToken}`;
    graph.failNext({ status: 401, body: graphErrorBody(190, words) });
    const error = await failure({});
    expect(error.message).toBe('Malformed access token …');
  });
});

const deliveryId = '019ab3f0-1111-7000-8000-000000000001';

function send(part: Partial<OutboundMessage>, context: Partial<CallContext> = {}) {
  const message: OutboundMessage = {
    deliveryId,
    partIndex: 0,
    to: { urn: 'whatsapp:4915112345678', messenger: 'whatsapp' },
    text: 'Guten Tag',
    attachments: [],
    replyToExternalId: null,
    statusUrl: null,
    ...part,
  };
  const call: CallContext = {
    apiRoot: graph.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: (exchange) => exchanges.push(exchange),
    ...context,
  };
  return whatsappCloud.send(message, credentials, call);
}

async function failure(
  part: Partial<OutboundMessage>,
  context: Partial<CallContext> = {},
): Promise<SendError> {
  const error: unknown = await send(part, context).then(
    () => new Error('it was sent'),
    (reason: unknown) => reason,
  );
  if (error instanceof SendError) return error;
  throw error;
}

function bodies(): Record<string, unknown>[] {
  return graph.requests
    .filter(({ endpoint }) => endpoint === 'messages')
    .map(({ fields }) => fields);
}

function attachment(kind: OutboundAttachment['kind'], mimeType: string): OutboundAttachment {
  const bytes = Buffer.from('bytes of a file');
  return { kind, fileName: 'datei', mimeType, sizeBytes: bytes.length, bytes, url: null };
}

function replies(count: number, title: string) {
  return Array.from({ length: count }, (_, index) => ({
    id: `r${index}`,
    title: `${index}${title}`.slice(0, title.length),
  }));
}
