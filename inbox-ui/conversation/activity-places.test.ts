import { describe, expect, it } from 'vitest';
import type { Activity } from '../../gateway/contract/activity.ts';
import { isFolded, needsOlder, placeActivities } from './activity-places.ts';

const line = (id: string, afterMessageId: string | null): Activity => ({
  id,
  kind: 'closed',
  at: '2026-03-01T10:00:00.000Z',
  actor: null,
  counselor: null,
  topic: null,
  until: null,
  labels: { added: [], removed: [] },
  afterMessageId,
});
const ids = (lines: readonly Activity[] | undefined) => lines?.map(({ id }) => id);

describe('the lines between the messages', () => {
  const lines = [line('a', null), line('b', 'm1'), line('c', 'm1'), line('d', 'm3')];

  it('stand behind their message, in order', () => {
    const { behind } = placeActivities(lines, false);
    expect([ids(behind.get('m1')), ids(behind.get('m2')), ids(behind.get('m3'))]).toEqual([
      ['b', 'c'],
      undefined,
      ['d'],
    ]);
  });

  it('from before the first message are shown when the beginning is', () => {
    expect(ids(placeActivities(lines, false).first)).toEqual(['a']);
    expect(ids(placeActivities(lines, true).first)).toEqual([]);
  });

  it('older ones are read only as far as messages are', () => {
    const known = new Set(['m3']);
    expect(needsOlder(lines[3], known, true)).toBe(true);
    expect(needsOlder(lines[1], known, true)).toBe(false);
    expect(needsOlder(lines[0], known, true)).toBe(false);
    expect(needsOlder(lines[0], known, false)).toBe(true);
    expect(needsOlder(undefined, known, false)).toBe(false);
  });

  it('three in a row are folded', () => {
    expect([2, 3].map((count) => isFolded(lines.slice(0, count)))).toEqual([false, true]);
  });
});
