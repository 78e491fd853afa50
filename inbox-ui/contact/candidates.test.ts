import { expect, test } from 'vitest';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { candidatesOf } from './candidates.ts';

const talk = (id: string, displayName: string, messenger = 'sms') =>
  ({
    contact: { id, displayName, language: null },
    messenger,
    channel: { id: 'c', kind: 'twilio', name: 'Kanal' },
    lastMessage: { at: '2026-11-25T09:00:00.000Z' },
  }) as Conversation;
const namesFor = (words: string) =>
  candidatesOf(
    [
      talk('1', 'Amina Haddad'),
      talk('2', 'Ömer Çelik'),
      talk('2', 'Ömer Çelik', 'telegram'),
      talk('3', 'أمينة حداد'),
    ],
    '9',
    words,
  ).map(({ displayName }) => displayName);

test('everybody is offered once, the newest first', () => {
  expect(namesFor('')).toEqual(['Amina Haddad', 'Ömer Çelik', 'أمينة حداد']);
});

test('any part of a name finds it, in any script, without accents and case', () => {
  expect(namesFor(' omer ')).toEqual(['Ömer Çelik']);
  expect(namesFor('HADDAD')).toEqual(['Amina Haddad']);
  expect(namesFor('امينة')).toEqual(['أمينة حداد']);
  expect(namesFor('xyz')).toEqual([]);
});

test('nobody is offered to be the same as themselves', () => {
  expect(candidatesOf([talk('1', 'Amina')], '1', '')).toEqual([]);
});
