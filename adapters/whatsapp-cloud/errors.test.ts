import { expect, it } from 'vitest';
import { restsFor, type SendErrorCode } from '../adapter.ts';
import { graphError } from './errors.ts';

const second = 1000;
const minute = 60 * second;

/** Every code of the catalogue: what it means, whether trying again can help, what rests and for how long. */
const refusals: [
  id: string,
  providerCode: number,
  code: SendErrorCode,
  isRetryable: boolean,
  rests?: 'contact' | 'channel' | 'repair',
  pauseMs?: number,
][] = [
  ['WAS03', 131047, 'window_closed', false],
  ['WAS03', 131026, 'contact_unreachable', false],
  ['WAS03', 131049, 'policy_rejected', false],
  ['WAS03', 131050, 'policy_rejected', false],
  ['WAS03', 131053, 'provider_unavailable', true],
  ['WAO08', 131056, 'throttled_contact', true, 'contact', 6 * second],
  ['WAO07', 130429, 'throttled', true, 'channel', 5 * second],
  ['WAO07', 80007, 'throttled', true, 'channel', minute],
  ['WAO07', 4, 'throttled', true, 'channel', minute],
  ['WAO07', 131048, 'throttled', true, 'channel', 15 * minute],
  ['WAO07', 133016, 'throttled', true, 'channel', 15 * minute],
  ['WAO10', 130472, 'policy_rejected', false],
  ['WAO10', 131051, 'content_rejected', false],
  ['WAO10', 131052, 'media_rejected', false],
  ['WAO10', 131057, 'provider_unavailable', true],
  ['WAO10', 131000, 'provider_unavailable', true],
  ['WAO10', 131016, 'provider_unavailable', true],
  ['WAO10', 131008, 'content_rejected', false],
  ['WAO10', 131009, 'content_rejected', false],
  ['WAO10', 100, 'content_rejected', false],
  ['WAO10', 131021, 'address_invalid', false],
  ['WAO10', 131030, 'contact_unreachable', false],
  ['WAO10', 132000, 'template_rejected', false],
  ['WAO10', 132001, 'template_rejected', false],
  ['WAO10', 132012, 'template_rejected', false],
  ['WAO10', 132015, 'template_rejected', false],
  ['WAO10', 132016, 'template_rejected', false],
  ['WAO09', 190, 'credentials_failed', true, 'repair'],
  ['WAO09', 0, 'credentials_failed', true, 'repair'],
  ['WAO09', 10, 'credentials_failed', true, 'repair'],
  ['WAO09', 200, 'credentials_failed', true, 'repair'],
  ['WAO09', 131005, 'credentials_failed', true, 'repair'],
  ['WAO09', 131031, 'account_restricted', true, 'repair'],
  ['WAO09', 368, 'account_restricted', true, 'repair'],
  ['WAO09', 131042, 'account_restricted', true, 'repair'],
  ['WAO09', 131045, 'account_restricted', true, 'repair'],
  ['WAO09', 133010, 'account_restricted', true, 'repair'],
];

const refuse = (code: number, retryAfterMs: number | null = null) =>
  graphError({ code, message: `(#${code})` }, 400, retryAfterMs, (text) => text);

it.each(refusals)('%s %i is %s', (_id, providerCode, code, retryable, rests, pauseMs) => {
  const error = refuse(providerCode);
  expect(error).toMatchObject({
    code,
    retryable,
    certain: true,
    providerCode: String(providerCode),
    retryAfterMs: pauseMs ?? null,
  });
  expect(restsFor[error.code]).toBe(rests);
});

it('WAO07 what the answer itself asks for counts more than the table', () => {
  expect(refuse(130429, 90 * second).retryAfterMs).toBe(90 * second);
});
