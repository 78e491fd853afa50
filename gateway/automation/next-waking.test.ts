import { describe, expect, it } from 'vitest';
import { byDay, nextWaking, standardWaking } from './next-waking.ts';
import { newPath, type Step } from './path.ts';

const morning = new Date('2026-11-24T09:00:00Z');
const evening = new Date('2026-11-24T18:00:00Z');
const atStep = (step: Step, changes: Partial<Parameters<typeof nextWaking>[0]> = {}) => ({
  path: { ...newPath, step },
  status: 'automated',
  assigneeId: null,
  isReminded: false,
  windowUntil: null,
  ...changes,
});
const waking = (facts: Parameters<typeof nextWaking>[0], now = morning) =>
  nextWaking(facts, now, standardWaking);

describe('a question that is left open', () => {
  it('is asked again after some hours, by day', () => {
    expect(waking(atStep('consent'))).toEqual({
      for: 'reminder',
      at: new Date('2026-11-24T13:00:00Z'),
    });
    expect(waking(atStep('consent'), evening)?.at).toEqual(new Date('2026-11-25T07:00:00Z'));
  });

  it('is asked again once, and not where a menu or an answer was read', () => {
    expect(waking(atStep('consent', { isReminded: true }))).toBe(null);
    expect(waking(atStep('menu'))).toBe(null);
    expect(waking(atStep('answer'))).toBe(null);
  });

  it('is asked again only while the contact may be written to', () => {
    const windowUntil = new Date('2026-11-24T13:05:00Z');
    expect(waking(atStep('consent', { windowUntil }))).toBe(null);
    const longer = new Date('2026-11-24T13:30:00Z');
    expect(waking(atStep('consent', { windowUntil: longer }))?.for).toBe('reminder');
  });

  it('leads to a counselor a quarter of an hour after the consent', () => {
    const path = { ...newPath, step: 'postcode' as const, hasConsent: true };
    expect(waking(atStep('postcode', { path, status: 'open' }))).toEqual({
      for: 'assignment',
      at: new Date('2026-11-24T09:15:00Z'),
    });
  });
});

it('night ends at eight in Berlin, in summer and in winter', () => {
  expect(byDay(new Date('2026-07-01T20:00:00Z'))).toEqual(new Date('2026-07-02T06:00:00Z'));
  expect(byDay(new Date('2026-12-01T20:30:00Z'))).toEqual(new Date('2026-12-02T07:00:00Z'));
});
