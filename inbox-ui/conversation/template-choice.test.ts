import { describe, expect, test } from 'vitest';
import { allPlaceholders, type Template } from '../../gateway/contract/template.ts';
import {
  groupTemplates,
  isFilled,
  oneLine,
  paramsOf,
  searchGroups,
  valuesFor,
} from './template-choice.ts';

function template(name: string, language: string, change: Partial<Template> = {}): Template {
  const texts = { header: null, body: name, footer: null, buttons: [], ...change };
  return {
    id: `${name}-${language}`,
    name,
    language,
    state: 'approved',
    category: 'utility',
    obstacle: null,
    reason: null,
    ...texts,
    placeholders: allPlaceholders(texts),
    ...change,
  };
}

const names = (groups: ReturnType<typeof groupTemplates>) =>
  groups.map(({ name, versions }) => `${name}: ${versions.map((one) => one.language).join(' ')}`);

describe('the templates to choose from', () => {
  const all = [
    template('a', 'de'),
    template('b', 'ar_EG', { body: 'مرحبا' }),
    template('b', 'de'),
    template('b', 'en'),
    template('c', 'uk'),
    template('termin_erinnerung', 'de'),
  ];

  test('begin with those in the language of the contact, and so does each of them', () => {
    expect(names(groupTemplates(all, 'ar', 'de'))).toEqual([
      'b: ar_EG de en',
      'a: de',
      'c: uk',
      'termin_erinnerung: de',
    ]);
    expect(names(groupTemplates(all, null, 'en'))[1]).toBe('b: en ar_EG de');
  });

  test('are those that can be sent from here', () => {
    const others = [
      template('a', 'de', { state: 'paused' }),
      template('b', 'de', { obstacle: 'media' }),
    ];
    expect(groupTemplates(others, 'de', 'de')).toEqual([]);
  });

  test('are found by name and by their words in any language', () => {
    const groups = groupTemplates(all, 'ar', 'de');
    expect(names(searchGroups(groups, 'Termin erinn'))).toEqual(['termin_erinnerung: de']);
    expect(names(searchGroups(groups, 'مرحبا'))).toEqual(['b: ar_EG de en']);
    expect(searchGroups(groups, ' ')).toHaveLength(4);
    expect(searchGroups(groups, 'nichts')).toEqual([]);
  });
});

describe('filling a template', () => {
  const german = template('t', 'de', {
    header: 'Für {{1}}',
    body: '{{1}} am {{2}}',
    buttons: [
      { title: 'Nein', url: null },
      { title: 'Ja', url: 'https://x.example/{{1}}' },
    ],
  });

  test('is done when everything that is asked for is there', () => {
    const values = valuesFor(german);
    expect(values).toEqual({ header: [''], body: ['', ''], buttons: ['', ''] });
    const some = { ...values, header: ['Nord'], body: ['Amina', '3. Mai'] };
    expect(isFilled(german, some)).toBe(false);
    expect(isFilled(german, { ...some, buttons: ['', ' '] })).toBe(false);
    const full = { ...some, buttons: ['', 'x7 '] };
    expect(isFilled(german, full)).toBe(true);
    expect(paramsOf(german, full)).toEqual({
      header: ['Nord'],
      body: ['Amina', '3. Mai'],
      buttons: ['', 'x7'],
    });
  });

  test('leaves out what the template does not ask for', () => {
    const plain = template('p', 'de');
    expect(isFilled(plain, valuesFor(plain))).toBe(true);
    expect(paramsOf(plain, valuesFor(plain))).toEqual({ body: [] });
  });

  test('keeps what was typed when the language is changed', () => {
    const shorter = template('t', 'ar', { body: '{{1}}' });
    const typed = { header: ['Nord'], body: ['Amina', '3. Mai'], buttons: ['', 'x7'] };
    expect(valuesFor(shorter, typed)).toEqual({ header: [], body: ['Amina'], buttons: [] });
  });

  test('keeps to one line', () => {
    expect(oneLine('a\n\tb       c')).toBe('a  b    c');
  });
});
