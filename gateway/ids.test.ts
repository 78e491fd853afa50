import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';

const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('ids', () => {
  it('are version 7 UUIDs of the RFC 9562 variant', () => {
    for (let index = 0; index < 1000; index++) {
      expect(newId()).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  it('rise and never repeat, also many within one millisecond and when the clock goes back', () => {
    const now = Date.now() + 60_000;
    const ids = Array.from({ length: 20_000 }, (_, index) =>
      newId(index < 10_000 ? now : now - 5000),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('carry the time they were made at', () => {
    const later = timeOf(newId()) + 120_000;
    expect(timeOf(newId(later))).toBe(later);
  });

  it('do not tell from one what the next one is', () => {
    const tails = Array.from({ length: 1000 }, () => newId().slice(20));
    expect(new Set(tails).size).toBe(1000);
  });
});
