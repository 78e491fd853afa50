import { describe, expect, test } from 'vitest';
import { phone } from '../../gateway/contract/simulator.ts';
import { inventedClients, phoneIdFor } from './clients.ts';

describe('invented clients', () => {
  test('are phones that the gateway accepts', () => {
    expect(inventedClients.length).toBeGreaterThan(3);
    for (const client of inventedClients) expect(phone.safeParse(client).success).toBe(true);
    expect(new Set(inventedClients.map(({ id }) => id)).size).toBe(inventedClients.length);
  });

  test('a new one gets an id of its own in every script', () => {
    expect(phoneIdFor('José Núñez', [], 'abcdef0123')).toBe('jose-nunez');
    expect(phoneIdFor('Grace', ['grace'], 'abcdef0123')).toBe('grace-abcdef01');
    expect(phoneIdFor('أميرة', [], 'abcdef0123')).toBe('phone-abcdef01');
    const id = phoneIdFor('x'.repeat(80), [], 'abcdef0123');
    expect(phone.shape.id.safeParse(id).success).toBe(true);
  });
});
