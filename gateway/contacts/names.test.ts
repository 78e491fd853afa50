import { describe, expect, it } from 'vitest';
import type { OrganizationKeys } from '../keyring.ts';
import { areOneNumber, isBetterName, isNumber, namesOf } from './names.ts';

const keys = {
  seal: (_row: string, _column: string, text: string) => Buffer.from(text),
  lookup: (_scope: string, value: string) => Buffer.from(value),
} as unknown as OrganizationKeys;
const shown = (sender: { urn: string; aliases?: string[] }) =>
  namesOf(sender, keys).map(({ hash, urn }) => `${hash}${urn ? '' : ' (looked up)'}`);

describe('the names of a sender', () => {
  it('are none besides the one', () => {
    expect(shown({ urn: 'telegram:1' })).toEqual([]);
    expect(shown({ urn: 'tel:+5511987654321' })).toEqual([]);
    expect(shown({ urn: 'whatsapp:4915112345678', aliases: ['whatsapp:4915112345678'] })).toEqual(
      [],
    );
  });

  it('are number and id, the one the provider uses first', () => {
    expect(shown({ urn: 'whatsapp:4915112345678', aliases: ['whatsapp:DE.1'] })).toEqual([
      'whatsapp:4915112345678',
      'whatsapp:DE.1',
    ]);
  });

  it('are looked up in the other form of their country, too', () => {
    expect(shown({ urn: 'whatsapp:551187654321' })).toEqual([
      'whatsapp:551187654321',
      'whatsapp:5511987654321 (looked up)',
    ]);
    expect(shown({ urn: 'whatsapp:BR.1', aliases: ['whatsapp:525639691841'] })).toEqual([
      'whatsapp:BR.1',
      'whatsapp:525639691841',
      'whatsapp:5215639691841 (looked up)',
    ]);
  });
});

it.each([
  ['whatsapp:4915112345678', true],
  ['tel:+4915112345678', true],
  ['whatsapp:DE.1234567', false],
  ['whatsapp:123456789012345@lid', false],
  ['telegram:4915112345678', false],
  ['tel:Lotse', false],
])('%s is a number: %s', (urn, expected) => {
  expect(isNumber(urn)).toBe(expected);
});

it.each([
  ['whatsapp:DE.1', 'whatsapp:4915112345678', true],
  ['whatsapp:4915112345678', 'whatsapp:DE.1', false],
  ['whatsapp:DE.1', 'whatsapp:DE.2', true],
  ['whatsapp:5511987654321', 'whatsapp:551187654321', true],
  ['telegram:1', 'telegram:1', false],
])('of %s and %s, which was told last, the second is written to: %s', (current, told, expected) => {
  expect(isBetterName(current, told)).toBe(expected);
});

it('two forms of a number are one number, two numbers are not', () => {
  expect(areOneNumber('whatsapp:5511987654321', 'whatsapp:551187654321')).toBe(true);
  expect(areOneNumber('whatsapp:4915112345678', 'whatsapp:4915112345679')).toBe(false);
});
