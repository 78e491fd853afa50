import { describe, expect, it } from 'vitest';

import type { WebhookRequest } from '../adapter.ts';
import { type Fixture, loadFixtures } from '../fixture.ts';
import { signedRequest } from './fixtures.ts';
import { twilio } from './index.ts';

const fixtures = new Map(
  loadFixtures(new URL('fixtures/', import.meta.url)).map(({ name, fixture }) => [name, fixture]),
);

describe('every recorded situation', () => {
  it.each([...fixtures])('%s becomes what it says', (_name, fixture) => {
    expectFixture(fixture);
  });
});

describe('the cases of the catalogue', () => {
  it.each([
    ['TWI01 an SMS becomes a text of tel:+E164 under its MessageSid', 'sms-text'],
    ['TWI05 parameters without notice change nothing', 'sms-unknown-parameters'],
    ['TWI06 two files without a body become two attachments', 'mms-two-media'],
    ['TWI07 a text with a file is one message', 'whatsapp-image-with-text'],
    ['TWI08 a PDF becomes a document', 'whatsapp-document'],
    ['TWI08 a vCard becomes a document that is named as a card', 'whatsapp-vcard'],
    ['TWI09 an empty body without files is stored as empty text', 'sms-empty'],
    ['TWI10 a short code is kept as given', 'sms-short-code'],
    ['TWI10 a sender name is kept as given', 'sms-alphanumeric'],
    ['TWI11 OptOutType STOP gives the message and then opted_out', 'sms-opt-out'],
    ['TWI11 OptOutType START gives the message and then opted_in', 'sms-opt-in'],
    ['TWI11 OptOutType HELP gives the message and then help_requested', 'whatsapp-help'],
    ['TWI11 a text that only contains a keyword is plain text', 'sms-stop-inside-text'],
    ['TWI12 a WhatsApp number loses its plus and brings the profile name', 'whatsapp-text'],
    ['TWI13 a WhatsApp user without a number is known by the user id', 'whatsapp-user-id-only'],
    ['TWI14 a user id beside the number becomes an alias', 'whatsapp-user-id-alias'],
    ['TWI15 a tapped button becomes a button reply', 'whatsapp-button'],
    ['TWI15 a chosen row becomes a list reply', 'whatsapp-list'],
    ['TWI16 coordinates become a location', 'whatsapp-location'],
    ['TWI17 the message that was replied to is named', 'whatsapp-reply'],
    ['TWI19 a body that can only be base64 is decoded', 'sms-base64-concat'],
    ['TWS02 undelivered with a code becomes failed with its class', 'status-undelivered'],
    ['TWS04 21610 in a callback fails the message and opts the contact out', 'status-opted-out'],
    ['TWS06 63016 fails the message because the window is closed', 'status-window-closed'],
    ['TWS07 an unknown status is kept and lowers nothing', 'status-unknown'],
  ])('%s', (_title, name) => {
    expectFixture(named(name));
  });

  it('TWI02 a missing signature is refused with 403', () => {
    const { request, credentials } = signedRequest(named('sms-text'));
    const headers = { ...request.headers, 'x-twilio-signature': undefined };
    expect(() => receive({ ...request, headers }, credentials)).toThrow(
      expect.objectContaining({ code: 'signature_invalid', status: 403 }),
    );
  });

  it('TWI02 a wrong signature is refused with 403', () => {
    const { request, credentials } = signedRequest(named('sms-text'));
    const body = Buffer.from(request.body.toString().replace('Guten', 'Boese'));
    expect(body).not.toEqual(request.body);
    expect(() => receive({ ...request, body }, credentials)).toThrow(
      expect.objectContaining({ code: 'signature_invalid', status: 403 }),
    );
  });

  it('TWI02 nothing passes while the token is empty', () => {
    const { request } = signedRequest(named('sms-text'), { authToken: '' });
    expect(request.headers['x-twilio-signature']).toBeTruthy();
    expect(() => receive(request, { authToken: '' })).toThrow(
      expect.objectContaining({ code: 'signature_invalid' }),
    );
  });

  it('TWI04 the previous token is accepted while it is being changed', () => {
    const { request, credentials } = signedRequest(named('sms-text'), { authToken: 'old-token' });
    const rotated = { ...(credentials as object), authToken: 'new-token' };
    expect(() => receive(request, rotated)).toThrow();
    expect(receive(request, { ...rotated, previousAuthToken: 'old-token' }).events).toMatchObject([
      { type: 'message.received' },
    ]);
  });

  it('TWI14 an ExternalUserId that is none is ignored', () => {
    const [event] = events({ ...whatsapp, ExternalUserId: 'whatsapp:foo_bar' });
    expect(event).toMatchObject({ sender: { urn: 'whatsapp:4915112345678' } });
    expect(event).not.toHaveProperty('sender.aliases');
  });

  it('TWI18 an inbound message and a status are answered with empty TwiML', () => {
    for (const name of ['sms-text', 'status-delivered', 'voice-call']) {
      const { request, credentials } = signedRequest(named(name));
      expect(receive(request, credentials).answer).toEqual({
        status: 200,
        type: 'text/xml',
        body: '<Response/>',
      });
    }
  });

  it.each([
    ['accepted', 'accepted'],
    ['scheduled', 'queued'],
    ['queued', 'queued'],
    ['sending', 'accepted'],
    ['sent', 'sent'],
    ['partially_delivered', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'canceled'],
  ])('TWS03 the status %s is reported as %s', (MessageStatus, status) => {
    const found = events({ MessageSid: 'SM1', MessageStatus }, 'status/019aa000');
    expect(found).toMatchObject([
      { type: 'status.reported', externalId: 'SM1', status, deliveryId: '019aa000' },
    ]);
  });

  it('TWS05 rate limits and overflows in a callback are throttled', () => {
    for (const ErrorCode of ['63018', '30001', '20429']) {
      expect(
        events({ MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode }, 'status/1'),
      ).toMatchObject([{ failure: { code: 'throttled', providerCode: ErrorCode } }]);
    }
  });

  it('TWS07 an unknown error code keeps its number and words', () => {
    const params = {
      MessageSid: 'SM1',
      MessageStatus: 'failed',
      ErrorCode: '99999',
      ErrorMessage: 'Odd',
    };
    expect(events(params, 'status/1')).toMatchObject([
      { failure: { code: 'contact_unreachable', providerCode: '99999', text: 'Odd' }, raw: params },
    ]);
  });

  it('X10 a body that is no form is refused with 400', () => {
    for (const body of ['Body=%ZZ', 'Body=%FF', 'just words', Buffer.from('Body=\xff', 'latin1')]) {
      const { request, credentials } = signedRequest(named('sms-text'));
      expect(() => receive({ ...request, body: Buffer.from(body) }, credentials)).toThrow(
        expect.objectContaining({ code: 'malformed', status: 400 }),
      );
    }
  });

  it('X11 emoji, right-to-left text and spaces arrive unchanged', () => {
    const Body = '  שלום ‏مرحبا 👩🏽‍⚖️ + & = % \r\n ';
    expect(events({ ...whatsapp, Body })).toMatchObject([{ content: { text: Body } }]);
  });
});

describe('odd requests', () => {
  it('a status callback that was set by hand to the address for messages is still a status', () => {
    expect(events({ MessageSid: 'SM1', MessageStatus: 'sent' }, '')).toMatchObject([
      { type: 'status.reported', status: 'sent' },
    ]);
  });

  it('a message that was sent to the address for statuses is still a message', () => {
    expect(events({ ...whatsapp, SmsStatus: 'received' }, 'status')).toMatchObject([
      { type: 'message.received' },
    ]);
  });

  it('a status without a message is ignored', () => {
    expect(events({ MessageStatus: 'sent' }, 'status')).toEqual([
      { type: 'ignored', reason: 'no_message_status' },
    ]);
  });

  it('announced files without an address are shown as unsupported', () => {
    expect(events({ ...whatsapp, NumMedia: '1' })).toMatchObject([
      { content: { kind: 'unsupported', payload: { rawKind: 'media' }, attachments: [] } },
    ]);
  });

  it('flow data that is no JSON object becomes text', () => {
    expect(events({ ...whatsapp, Body: '', FlowData: '[1]' })).toMatchObject([
      { content: { kind: 'text', text: '[1]' } },
    ]);
  });

  it('coordinates that are no numbers do not become a location', () => {
    expect(events({ ...whatsapp, Latitude: 'north', Longitude: '13' })).toMatchObject([
      { content: { kind: 'text', text: 'Hallo' } },
    ]);
  });

  it('parameters named like parts of an object are only parameters', () => {
    expect(events({ ...whatsapp, ['__proto__']: 'x', constructor: 'y' })).toMatchObject([
      { content: { text: 'Hallo' } },
    ]);
  });
});

const whatsapp = { MessageSid: 'SM1', From: 'whatsapp:+4915112345678', Body: 'Hallo' };

function named(name: string): Fixture {
  const fixture = fixtures.get(name);
  if (!fixture) {
    throw new Error(`no fixture ${name}`);
  }
  return fixture;
}

function expectFixture(fixture: Fixture): void {
  const { request, credentials } = signedRequest(fixture);
  const found = receive(request, credentials).events;
  expect(found).toHaveLength(fixture.expect.length);
  expect(found).toMatchObject(fixture.expect);
}

function events(params: Record<string, string>, path = '') {
  const { request, credentials } = signedRequest({
    title: '',
    request: { path, body: params },
    expect: [],
  });
  return receive(request, credentials).events;
}

function receive(request: WebhookRequest, credentials: unknown) {
  if (!twilio.receive) {
    throw new Error('the adapter receives nothing');
  }
  return twilio.receive(request, credentials);
}
