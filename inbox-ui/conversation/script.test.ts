import { expect, test } from 'vitest';
import { isLargeScript } from './script.ts';

test('what is written decides about the size, not what language it is said to be in', () => {
  expect(isLargeScript('أريد موعدا', 'de')).toBe(true);
  expect(isLargeScript('Ich brauche einen Termin', 'ar')).toBe(false);
  expect(isLargeScript('Termin am Montag شكرا', null)).toBe(false);
  expect(isLargeScript('12:30', 'fa')).toBe(true);
  expect(isLargeScript(null, null)).toBe(false);
});
