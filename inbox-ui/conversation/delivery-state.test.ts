import { describe, expect, test } from 'vitest';
import type { Delivery, DeliveryStatus } from '../../gateway/contract/message.ts';
import { canRetry, partsOf, wordFor } from './delivery-state.ts';

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
});
