import { expect, test } from 'vitest';
import { findTrigger } from './trigger.ts';

/** `|` is the caret. */
const find = (text: string, sign: '/' | '@') =>
  findTrigger(text.replace('|', ''), text.indexOf('|'), sign);

test.each([
  ['/|', 0, ''],
  ['/ter|', 0, 'ter'],
  ['Guten Tag /ter|', 10, 'ter'],
  ['Guten Tag\n/|', 10, ''],
  ['/ter|min', 0, 'ter'],
  ['مرحباً /موع|', 7, 'موع'],
])('%s opens the list', (text, start, query) => {
  expect(find(text, '/')).toEqual({ sign: '/', start, end: start + 1 + query.length, query });
});

test.each(['und/|oder', '1/2|', 'https://|', '/ter |', '/zwei wörter|', '|/ter', 'kein Zeichen|'])(
  '%s is a text',
  (text) => {
    expect(find(text, '/')).toBeNull();
  },
);

test('a name behind @ may have spaces, an address has no sign of its own', () => {
  expect(find('Bitte @Lena See|', '@')?.query).toBe('Lena See');
  expect(find('@Lena |', '@')?.query).toBe('Lena ');
  expect(find('@Anna Maria von der|', '@')).toBeNull();
  expect(find('lena@example|', '@')).toBeNull();
  expect(find('@ |', '@')).toBeNull();
});
