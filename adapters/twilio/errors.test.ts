import { describe, expect, it } from 'vitest';

import { deliveryFailure, twilioErrors } from './errors.ts';

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

  it.each(held.split(' '))('TWO07 %s holds the channel', (code) => {
    expect(twilioErrors[code]).toMatchObject({ code: 'credentials_failed', retryable: true });
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
