import { describe, expect, test } from 'vitest';
import { fromField, snoozeTime, snoozeUntil, toField } from './snooze-times.ts';

const at = (text: string) => new Date(text);
const friday = at('2026-11-20T10:30:00+01:00');

describe('when a snoozed conversation comes back', () => {
  test('in the morning of the office, wherever the computer is', () => {
    expect(snoozeUntil('tomorrow', friday)).toEqual(at('2026-11-21T08:00:00+01:00'));
    expect(snoozeUntil('nextMonday', friday)).toEqual(at('2026-11-23T08:00:00+01:00'));
    expect(snoozeUntil('nextMonday', at('2026-11-23T09:00:00+01:00'))).toEqual(
      at('2026-11-30T08:00:00+01:00'),
    );
    // Half past midnight in Berlin is still yesterday in UTC.
    expect(snoozeUntil('tomorrow', at('2026-11-20T23:30:00Z'))).toEqual(
      at('2026-11-22T08:00:00+01:00'),
    );
  });

  test('over the end of a month and of a year', () => {
    expect(snoozeUntil('tomorrow', at('2026-12-31T12:00:00+01:00'))).toEqual(
      at('2027-01-01T08:00:00+01:00'),
    );
    expect(snoozeUntil('tomorrow', at('2028-02-28T12:00:00+01:00'))).toEqual(
      at('2028-02-29T08:00:00+01:00'),
    );
  });

  test('at eight also when summer time begins or ends in between', () => {
    expect(snoozeUntil('tomorrow', at('2026-03-28T12:00:00+01:00'))).toEqual(
      at('2026-03-29T08:00:00+02:00'),
    );
    expect(snoozeUntil('nextMonday', at('2026-10-24T12:00:00+02:00'))).toEqual(
      at('2026-10-26T08:00:00+01:00'),
    );
  });

  test('later today is offered only while there is a later today', () => {
    expect(snoozeUntil('laterToday', friday)).toEqual(at('2026-11-20T13:30:00+01:00'));
    expect(snoozeUntil('laterToday', at('2026-11-20T18:00:00+01:00'))).toBeNull();
    expect(snoozeUntil('laterToday', at('2026-11-20T22:00:00+01:00'))).toBeNull();
  });
});

describe('a chosen date and time', () => {
  test('is German time, in winter and in summer', () => {
    expect(fromField('2026-12-01T09:15')).toEqual(at('2026-12-01T09:15:00+01:00'));
    expect(fromField('2026-07-01T09:15')).toEqual(at('2026-07-01T09:15:00+02:00'));
    expect(fromField('2026-07-01T00:30')).toEqual(at('2026-06-30T22:30:00Z'));
    expect(fromField('')).toBeNull();
    expect(fromField('2026-07-01')).toBeNull();
  });

  test('that is skipped in spring counts on; one that comes twice in autumn is the second', () => {
    expect(fromField('2026-03-29T02:30')).toEqual(at('2026-03-29T03:30:00+02:00'));
    expect(fromField('2026-10-25T02:30')).toEqual(at('2026-10-25T02:30:00+01:00'));
  });

  test('is shown as it was typed', () => {
    for (const typed of [
      '2026-12-01T09:15',
      '2026-07-01T00:30',
      '2026-03-29T01:59',
      '2026-03-29T03:00',
    ]) {
      expect(toField(fromField(typed) ?? friday)).toBe(typed);
    }
    expect(snoozeTime(friday, 'en')).toContain('10:30');
  });
});
