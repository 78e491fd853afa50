import { describe, expect, it } from 'vitest';

import { restsFor, type SendErrorCode } from '../adapter.ts';
import { answeredError, deliveryFailure, twilioErrors } from './errors.ts';

// The codes of the catalogue, the retryable ones among them in their own list.
const final =
  '21211 21614 21408 21612 21610 21617 21620 21623 21656 30004 30005 30006 30007 30009 30011 30019 63003 63005 63021 63013 63014 63015 63016 63024 63027 63028 63029 63032 63033 63034';
const retryable =
  '20429 21611 30001 30003 30008 30017 30410 63009 63010 63012 63017 63018 63019 63038';
const held = '20003 20404 21606 21703 21705 30002 30024 63007';

describe('the table of error codes', () => {
  it.each(final.split(' '))('TWS02 %s is final', (code) => {
    expect(twilioErrors[code]).toMatchObject({ retryable: false });
  });

  it.each(retryable.split(' '))('TWS05 %s is worth another try', (code) => {
    expect(twilioErrors[code]).toMatchObject({ retryable: true });
  });

  it.each(retryable.split(' '))(
    'TWS05 %s in a callback says when to send the part again',
    (code) => {
      const { retryAfterMs = 0, maxRetries } = deliveryFailure(code, undefined);
      expect(retryAfterMs).toBeGreaterThanOrEqual(60_000);
      expect(maxRetries).toBe(code === '30008' ? 1 : undefined);
    },
  );

  it.each([...final.split(' '), ...held.split(' '), '99999'])(
    'TWS02 %s in a callback is not sent again',
    (code) => {
      expect(deliveryFailure(code, undefined)).not.toHaveProperty('retryAfterMs');
    },
  );

  it.each(held.split(' '))('TWO07 %s holds the channel', (code) => {
    const { code: reason, retryable: isRetryable } = twilioErrors[code] ?? {};
    expect(restsFor[reason ?? 'no_answer']).toBe('repair');
    expect(isRetryable).toBe(true);
  });

  it.each<[code: string, reason: SendErrorCode, rests?: 'channel' | 'repair']>([
    ['20003', 'credentials_failed', 'repair'],
    ['20404', 'credentials_failed', 'repair'],
    ['20429', 'throttled', 'channel'],
    ['21211', 'address_invalid'],
    ['21408', 'policy_rejected'],
    ['21606', 'sender_rejected', 'repair'],
    ['21610', 'contact_opted_out'],
    ['21611', 'throttled', 'channel'],
    ['21612', 'contact_unreachable'],
    ['21614', 'address_invalid'],
    ['21617', 'content_rejected'],
    ['21620', 'media_rejected'],
    ['21623', 'media_rejected'],
    ['21656', 'template_rejected'],
    ['21703', 'sender_rejected', 'repair'],
    ['21705', 'sender_rejected', 'repair'],
    ['30001', 'throttled', 'channel'],
    ['30002', 'account_restricted', 'repair'],
    ['30003', 'contact_unreachable'],
    ['30004', 'contact_unreachable'],
    ['30005', 'address_invalid'],
    ['30006', 'contact_unreachable'],
    ['30007', 'policy_rejected'],
    ['30008', 'contact_unreachable'],
    ['30009', 'content_rejected'],
    ['30011', 'media_rejected'],
    ['30017', 'throttled', 'channel'],
    ['30019', 'media_too_large'],
    ['30024', 'sender_rejected', 'repair'],
    ['30410', 'provider_unavailable'],
    ['63003', 'contact_unreachable'],
    ['63005', 'content_rejected'],
    ['63007', 'sender_rejected', 'repair'],
    ['63009', 'provider_unavailable'],
    ['63010', 'provider_unavailable'],
    ['63012', 'provider_unavailable'],
    ['63013', 'policy_rejected'],
    ['63014', 'contact_stopped'],
    ['63015', 'contact_unreachable'],
    ['63016', 'window_closed'],
    ['63017', 'throttled', 'channel'],
    ['63018', 'throttled', 'channel'],
    ['63019', 'media_unavailable'],
    ['63021', 'content_rejected'],
    ['63024', 'contact_unreachable'],
    ['63027', 'template_rejected'],
    ['63028', 'template_rejected'],
    ['63029', 'template_rejected'],
    ['63032', 'policy_rejected'],
    ['63033', 'contact_stopped'],
    ['63034', 'media_too_large'],
    ['63038', 'throttled', 'channel'],
  ])('TWS02 TWS05 %s is %s', (code, reason, rests) => {
    const error = answeredError(400, { code, message: null }, undefined);
    expect(error).toMatchObject({ code: reason, certain: true, providerCode: code });
    expect(error.message).toMatch(/^[A-Z].+\.$/);
    expect(restsFor[error.code]).toBe(rests);
  });

  it('TWS05 a limit of the day is asked about once an hour', () => {
    const answer = { code: '63038', message: null };
    expect(answeredError(400, answer, undefined).retryAfterMs).toBe(3_600_000);
    expect(answeredError(429, answer, 5000).retryAfterMs).toBe(5000);
  });

  it('TWS02 prefers the words of Twilio to ours', () => {
    expect(deliveryFailure('30007', 'Message filtered')).toEqual({
      code: 'policy_rejected',
      text: 'Message filtered',
      providerCode: '30007',
    });
    expect(deliveryFailure(null, undefined)).toMatchObject({ providerCode: null });
  });
});
