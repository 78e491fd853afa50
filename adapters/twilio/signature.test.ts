import { createHash } from 'node:crypto';

import fc from 'fast-check';
import library from 'twilio';
import { describe, expect, it } from 'vitest';

import type { WebhookRequest } from '../adapter.ts';
import { receive } from './normalise.ts';
import { isSigned, twilioSignature } from './signature.ts';

const token = 'f1e2d3c4b5a697887766554433221100';
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const paramsArbitrary = fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 4 })));
const urlArbitrary = fc.constantFrom(
  'https://lotse.example/webhooks/twilio/1',
  'https://lotse.example:443/webhooks/twilio/1',
  'https://lotse.example:8443/webhooks/twilio/1?x=1&y=a%20b',
  "https://lotse.example/webhooks/twilio/1?name=O'Neil",
  'http://127.0.0.1:3000/webhooks/twilio/1/status/2?bodySHA256=abc',
  'https://[2001:db8::1]:8443/a?b=c',
  'https://user:pass@lotse.example:444/a',
  'HTTPS://Lotse.Example/a',
);

describe('the signature', () => {
  it('is the one that Twilio computes', () => {
    fc.assert(
      fc.property(urlArbitrary, paramsArbitrary, (url, params) => {
        expect(twilioSignature(token, url, params)).toBe(
          library.getExpectedTwilioSignature(token, url, params),
        );
      }),
    );
  });

  it('is accepted exactly when the library of Twilio accepts it', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        urlArbitrary,
        urlArbitrary,
        paramsArbitrary,
        fc.boolean(),
        (signedUrl, url, params, isTampered) => {
          const signature = library.getExpectedTwilioSignature(token, signedUrl, params);
          const given = isTampered ? signature.toLowerCase() : signature;
          const isValid = library.validateRequest(token, given, url, params);
          accepted += isValid ? 1 : 0;
          expect(isSigned(given, url, params, [token])).toBe(isValid);
        },
      ),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(10);
  });

  it.each([
    [
      'https://lotse.example/webhooks/twilio/1?office=2',
      'https://lotse.example:443/webhooks/twilio/1?office=2',
    ],
    ['https://lotse.example:8443/webhooks/twilio/1', 'https://lotse.example/webhooks/twilio/1'],
    [
      "https://lotse.example/webhooks/twilio/1?n=O'Neil",
      'https://lotse.example/webhooks/twilio/1?n=O%27Neil',
    ],
  ])('TWI03 %s passes when Twilio signed %s', (received, signed) => {
    const params = { Body: 'Hallo', From: '+491511' };
    expect(isSigned(twilioSignature(token, signed, params), received, params, [token])).toBe(true);
  });

  it('TWI03 what the proxy made of the address does not pass', () => {
    const signature = twilioSignature(token, 'https://lotse.example/webhooks/twilio/1', {});
    expect(isSigned(signature, 'http://lotse.example/webhooks/twilio/1', {}, [token])).toBe(false);
  });

  it('TWI05 covers parameters that nobody knows', () => {
    const params = { Body: 'Hallo', Unheard: ['b', 'a', 'b'] };
    const url = 'https://lotse.example/webhooks/twilio/1';
    const signature = library.getExpectedTwilioSignature(token, url, params);
    expect(isSigned(signature, url, params, [token])).toBe(true);
    expect(isSigned(signature, url, { Body: 'Hallo' }, [token])).toBe(false);
  });
});

describe('a JSON webhook', () => {
  const body = '{"MessageSid":"SM1","From":"+491511","Body":"Hallo"}';
  const bodySHA256 = createHash('sha256').update(body).digest('hex');

  it('passes when its URL is signed and names the hash of its body', () => {
    expect(receive(jsonRequest(body, bodySHA256), credentials).events).toMatchObject([
      { type: 'message.received', externalId: 'SM1', content: { text: 'Hallo' } },
    ]);
  });

  it('is refused when its body is another one', () => {
    expect(() =>
      receive(jsonRequest(body.replace('Hallo', 'Nein'), bodySHA256), credentials),
    ).toThrow(expect.objectContaining({ code: 'signature_invalid', status: 403 }));
  });

  it.each(['[]', 'null', '7', '{'])('X10 is refused with 400 when its body is %s', (malformed) => {
    const hash = createHash('sha256').update(malformed).digest('hex');
    expect(() => receive(jsonRequest(malformed, hash), credentials)).toThrow(
      expect.objectContaining({ code: 'malformed', status: 400 }),
    );
  });
});

const credentials = { accountSid: `AC${'0'.repeat(32)}`, authToken: token, from: '+493012345678' };

function jsonRequest(body: string, bodySHA256: string): WebhookRequest {
  const url = `https://lotse.example/webhooks/twilio/1?bodySHA256=${bodySHA256}`;
  return {
    method: 'POST',
    path: '',
    url,
    query: { bodySHA256 },
    headers: {
      'content-type': 'application/json',
      'x-twilio-signature': library.getExpectedTwilioSignature(token, url, {}),
    },
    body: Buffer.from(body),
    receivedAt: new Date('2026-11-24T09:00:00Z'),
  };
}
