import { expect, test } from 'vitest';
import { nextColor } from './next-color.ts';
import { extend, nothingSelected, toggle } from './selection.ts';

const rows = ['a', 'b', 'c', 'd', 'e'];

test('a row is chosen and let go again', () => {
  const one = toggle(nothingSelected, 'b');
  expect([...one.ids]).toEqual(['b']);
  expect([...toggle(one, 'b').ids]).toEqual([]);
  expect([...nothingSelected.ids]).toEqual([]);
});

test('a range goes from the last chosen row, in both directions, and again from there', () => {
  const anchored = toggle(nothingSelected, 'c');
  const down = extend(anchored, 'e', rows);
  expect([...down.ids]).toEqual(['c', 'd', 'e']);
  expect([...extend(down, 'a', rows).ids].toSorted()).toEqual(rows);
  expect(down.anchorId).toBe('c');
});

test('a range from nowhere, or from a row that has gone, is the row itself', () => {
  expect([...extend(nothingSelected, 'd', rows).ids]).toEqual(['d']);
  expect([...extend(toggle(nothingSelected, 'gone'), 'd', rows).ids]).toEqual(['gone', 'd']);
});

test('a new label gets the colour that is used least', () => {
  expect(nextColor([])).toBe('slate');
  expect(nextColor([{ color: 'slate' }, { color: 'teal' }])).toBe('green');
});
