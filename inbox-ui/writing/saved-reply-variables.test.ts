import { describe, expect, test } from 'vitest';
import { fillVariables, unfilledVariables } from '../../gateway/contract/saved-reply.ts';
import { nameToSay } from './name-to-say.ts';

describe('filling a saved reply', () => {
  const text = 'Guten Tag {{contact.name}}, hier ist {{ counselor.name }}. {{contact.name}}?';

  test('puts every value in every place', () => {
    const values = { 'contact.name': 'Amina $& {{x}}', 'counselor.name': 'Lena' };
    expect(fillVariables(text, values)).toBe(
      'Guten Tag Amina $& {{x}}, hier ist Lena. Amina $& {{x}}?',
    );
  });

  test('leaves a blank without a value where it is seen, and it is found again', () => {
    const filled = fillVariables(text, { 'contact.name': null, 'counselor.name': 'Lena' });
    expect(filled).toBe('Guten Tag {{contact.name}}, hier ist Lena. {{contact.name}}?');
    expect(unfilledVariables(filled)).toEqual(['contact.name']);
    expect(unfilledVariables('Ihr Code: {{1}} {{else}}')).toEqual([]);
  });

  test('a pseudonym or a number is no name to say', () => {
    expect(nameToSay({ displayName: 'Linde-482', pseudonym: 'Linde-482' })).toBeNull();
    expect(nameToSay({ displayName: '+49 171 39200', pseudonym: 'Linde-482' })).toBeNull();
    expect(nameToSay({ displayName: 'أمينة', pseudonym: 'Linde-482' })).toBe('أمينة');
  });
});
