import { expect, test } from 'vitest';
import type { ChannelKind } from '../../gateway/contract/channel.ts';
import { givenCredentials, inOrder, missingFields } from './kinds.ts';

const kind = (name: string, fields: [string, boolean][] = []): ChannelKind => ({
  kind: name,
  hasPairing: false,
  risk: null,
  fields: fields.map(([field, isRequired]) => ({
    name: field,
    title: field,
    description: null,
    isSecret: false,
    isRequired,
  })),
  capabilities: {},
});

test('the easiest kinds come first and unknown ones last', () => {
  const kinds = inOrder([kind('fax'), kind('twilio'), kind('telegram'), kind('simulator')]);
  expect(kinds.map((one) => one.kind)).toEqual(['simulator', 'telegram', 'twilio', 'fax']);
});

test('an optional field left empty is not sent, what is sent has no spaces around it', () => {
  expect(givenCredentials({ botToken: ' 1:a ', webhookSecret: '  ' })).toEqual({ botToken: '1:a' });
});

test('only required fields can be missing', () => {
  const telegram = kind('telegram', [
    ['botToken', true],
    ['webhookSecret', false],
  ]);
  expect(missingFields(telegram, { botToken: ' ', webhookSecret: '' })).toEqual(['botToken']);
});
