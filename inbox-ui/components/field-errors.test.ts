import { expect, test } from 'vitest';
import { ApiProblem } from '../api.ts';
import { areAllShown, fieldErrorsOf } from './field-errors.ts';

test('what the gateway objects to is shown beside the field it is about', () => {
  const error = new ApiProblem({
    code: 'validation_failed',
    issues: [
      { path: 'body.credentials.from', message: 'first' },
      { path: 'body.credentials.from', message: 'second' },
    ],
  });
  expect(fieldErrorsOf(error)).toEqual({ 'credentials.from': 'first' });
});

test('an objection without a field of its own is shown above the form', () => {
  expect(areAllShown({ email: 'x' }, ['email'])).toBe(true);
  expect(areAllShown({ email: 'x', roles: 'y' }, ['email'])).toBe(false);
  expect(areAllShown({}, ['email'])).toBe(false);
});
