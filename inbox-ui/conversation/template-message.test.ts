import { expect, test } from 'vitest';
import { templateOf } from './template-message.ts';

const rendered = { header: null, body: 'Guten Tag Amina', footer: null, buttons: ['Ja'] };

test('a message that was sent as a template is shown with its words', () => {
  const template = { name: 'termin', language: 'de', params: { body: ['Amina'] }, rendered };
  expect(templateOf({ payload: { template } })).toEqual({
    name: 'termin',
    language: 'de',
    filled: rendered,
  });
});

test('where nobody knows the words, the name is all there is', () => {
  const template = { name: 'termin', language: 'de', params: { body: [] } };
  expect(templateOf({ payload: { template } })).toMatchObject({ name: 'termin', filled: null });
});

test.each([null, [], {}, { template: 'x' }, { template: { name: 1 } }])(
  'other payloads are none: %j',
  (payload) => {
    expect(templateOf({ payload: payload as never })).toBeNull();
  },
);
