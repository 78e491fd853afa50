import { describe, expect, test } from 'vitest';
import type { Delivery, DeliveryStatus } from '../../gateway/contract/message.ts';
import { canRetry, partsOf, waitOf, wordFor } from './delivery-state.ts';

const delivery = (status: DeliveryStatus, ...parts: DeliveryStatus[]): Delivery => ({
  status,
  parts: parts.map((part) => ({ externalId: null, status: part })),
});

describe('the state of a delivery', () => {
  test('accepted by the provider is sent for people', () => {
    expect(wordFor(delivery('accepted'))).toBe('sent');
  });

  test('trying again is offered for failed and unknown ones only', () => {
    expect(canRetry(delivery('failed'))).toBe(true);
    expect(canRetry(delivery('unknown'))).toBe(true);
    expect(canRetry(delivery('queued'))).toBe(false);
    expect(canRetry(delivery('sent'))).toBe(false);
  });

  test('of several parts it says how many went out', () => {
    expect(partsOf(delivery('failed', 'sent', 'delivered', 'failed'))).toEqual({ done: 2, of: 3 });
    expect(partsOf(delivery('sent', 'sent', 'sent'))).toBeNull();
    expect(partsOf(delivery('failed', 'failed'))).toBeNull();
  });

  test('a wait is shown when there is a reason for it, and calls for attention after ten minutes', () => {
    const failure = { code: 'throttled', text: 'Slow down', providerCode: '429' };
    const receivedAt = '2026-11-24T10:00:00.000Z';
    const after = (minutes: number) => Date.parse(receivedAt) + minutes * 60_000;
    const queued = { delivery: delivery('queued'), receivedAt };
    const throttled = { delivery: { ...delivery('queued'), failure }, receivedAt };
    expect(waitOf(queued, after(9))).toBeNull();
    expect(waitOf(queued, after(10))).toEqual({ lengthMs: 600_000, isLong: true });
    expect(waitOf(throttled, after(1))).toEqual({ lengthMs: 60_000, isLong: false });
    expect(waitOf(throttled, after(-1))).toEqual({ lengthMs: 0, isLong: false });
    expect(waitOf({ delivery: delivery('sent'), receivedAt }, after(60))).toBeNull();
  });
});
