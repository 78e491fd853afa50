import { expect, test } from 'vitest';
import { titleOf } from './use-page-title.ts';

test('the tab shows what is unread before the name of the page', () => {
  expect(titleOf('', 0)).toBe('Lotse');
  expect(titleOf('', 3)).toBe('(3) Lotse');
  expect(titleOf('Kanäle', 120)).toBe('(99+) Kanäle – Lotse');
});
