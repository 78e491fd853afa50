import { expect, test } from 'vitest';
import { problemOf, urlOf } from './api.ts';
import { shouldRetry } from './query-client.ts';

test('parameters fill the path and are escaped, undefined query values are left out', () => {
  expect(
    urlOf('/api/conversations/:id/messages', { id: 'a/b' }, { before: undefined, limit: 50 }),
  ).toBe('/api/conversations/a%2Fb/messages?limit=50');
  expect(urlOf('/api/me')).toBe('/api/me');
});

test('a problem keeps its code, its sentence and what is wrong with each field', () => {
  const text = JSON.stringify({
    type: 'about:blank',
    title: 'Unprocessable',
    status: 422,
    code: 'validation_failed',
    issues: [{ path: 'body.email', message: 'Invalid' }],
  });
  const problem = problemOf(422, text);
  expect(problem.code).toBe('validation_failed');
  expect(problem.issues).toEqual([{ path: 'body.email', message: 'Invalid' }]);
});

test('an error page of a proxy becomes a problem with a code, too', () => {
  expect(problemOf(502, '<html>Bad gateway</html>').code).toBe('unavailable');
  expect(problemOf(413, '').code).toBe('payload_too_large');
  expect(problemOf(429, '', 60)).toMatchObject({ code: 'rate_limited', retryAfter: 60 });
});

test('only what may pass by itself is tried again, three times at most', () => {
  expect(shouldRetry(0, problemOf(503, ''))).toBe(true);
  expect(shouldRetry(3, problemOf(503, ''))).toBe(false);
  expect(shouldRetry(0, problemOf(401, ''))).toBe(false);
  expect(shouldRetry(0, problemOf(429, ''))).toBe(false);
  expect(shouldRetry(0, new TypeError('a bug'))).toBe(false);
});
