import { describe, expect, test } from 'vitest';
import {
  follow,
  maxInDocument,
  newestWindow,
  showAround,
  showNewer,
  showOlder,
} from './thread-window.ts';

describe('what of a long conversation is in the document', () => {
  test('a conversation of up to 300 messages is there as a whole', () => {
    expect(newestWindow(300)).toEqual({ start: 0, end: 300 });
    expect(newestWindow(301)).toEqual({ start: 1, end: 301 });
  });

  test('going up lets the newest leave, coming back brings them again', () => {
    const up = showOlder({ start: 100, end: 400 });
    expect(up).toEqual({ start: 50, end: 350 });
    expect(showNewer(up, 400)).toEqual({ start: 100, end: 400 });
    expect(showNewer({ start: 90, end: 390 }, 400)).toEqual({ start: 100, end: 400 });
  });

  test('older ones that arrive are shown and never more than 300', () => {
    const before = { start: 0, end: 300 };
    const after = follow(before, {
      prepended: 50,
      countBefore: 300,
      count: 350,
      isReadingNewest: false,
    });
    expect(after).toEqual({ start: 0, end: 300 });
    expect(after.end - after.start).toBeLessThanOrEqual(maxInDocument);
  });

  test('a new message is shown to who reads the newest', () => {
    expect(
      follow(
        { start: 0, end: 300 },
        { prepended: 0, countBefore: 300, count: 301, isReadingNewest: true },
      ),
    ).toEqual({
      start: 1,
      end: 301,
    });
  });

  test('a new message moves nothing for who reads older ones', () => {
    const reading = { start: 50, end: 350 };
    expect(
      follow(reading, { prepended: 0, countBefore: 400, count: 401, isReadingNewest: false }),
    ).toEqual(reading);
  });

  test('a short conversation grows at both ends', () => {
    const change = { prepended: 50, countBefore: 50, count: 100, isReadingNewest: false };
    expect(follow({ start: 0, end: 50 }, change)).toEqual({ start: 0, end: 100 });
  });

  test('older ones that are let go on the way down move nothing', () => {
    const change = { prepended: -50, countBefore: 1000, count: 1000, isReadingNewest: false };
    expect(follow({ start: 700, end: 1000 }, change)).toEqual({ start: 650, end: 950 });
    expect(follow({ start: 600, end: 900 }, change)).toEqual({ start: 550, end: 850 });
  });

  test('a jump puts the message in the middle', () => {
    expect(showAround(500, 1000)).toEqual({ start: 350, end: 650 });
    expect(showAround(3, 1000)).toEqual({ start: 0, end: 300 });
    expect(showAround(20, 40)).toEqual({ start: 0, end: 40 });
  });
});
