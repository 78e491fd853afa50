import { expect, test } from 'vitest';
import { isEmail, safeNext, tokenFrom } from './checks.ts';

test('after signing in one returns to a page of ours, never to another site', () => {
  expect(safeNext('/inbox/open/abc#m-1')).toBe('/inbox/open/abc#m-1');
  for (const foreign of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:1',
    '',
    null,
  ]) {
    expect(safeNext(foreign)).toBe('/');
  }
});

test('signing in never leads back to the sign-in page', () => {
  expect(safeNext('/login?next=/inbox')).toBe('/');
});

test('the token is taken from a whole link as well', () => {
  expect(tokenFrom(' abc-123 ')).toBe('abc-123');
  expect(tokenFrom('http://localhost:3000/setup?token=abc-123')).toBe('abc-123');
});

test('an address without a domain is no e-mail address', () => {
  expect(isEmail('a.b@verein.de ')).toBe(true);
  for (const wrong of ['a@b', 'a b@c.de', '@verein.de', 'verein.de'])
    expect(isEmail(wrong)).toBe(false);
});
