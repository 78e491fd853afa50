import { expect, test } from 'vitest';
import { snoozeUntil } from './snooze-times.ts';

const friday = new Date(2026, 10, 20, 10, 30);

test('a snoozed conversation comes back in the morning', () => {
  expect(friday.getDay()).toBe(5);
  expect(snoozeUntil('tomorrow', friday)).toEqual(new Date(2026, 10, 21, 8));
  expect(snoozeUntil('nextMonday', friday)).toEqual(new Date(2026, 10, 23, 8));
  expect(snoozeUntil('nextMonday', new Date(2026, 10, 23, 9))).toEqual(new Date(2026, 10, 30, 8));
  expect(snoozeUntil('inTwoWeeks', friday)).toEqual(new Date(2026, 11, 4, 8));
});

test('later today is offered only while there is a later today', () => {
  expect(snoozeUntil('laterToday', friday)).toEqual(new Date(2026, 10, 20, 13, 30));
  expect(snoozeUntil('laterToday', new Date(2026, 10, 20, 18))).toBeNull();
});
