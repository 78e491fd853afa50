import { expect, it } from 'vitest';
import type { Rule } from '../contract/rule.ts';
import { fitOf, hasEnded, versionsAt } from './valid-rules.ts';

type Given = Partial<
  Pick<Rule, 'key' | 'version' | 'position' | 'validFrom' | 'validTo' | 'state'>
>;

const rule = (given: Given) => ({
  key: 'youth',
  version: 1,
  position: 10,
  validFrom: '2026-01-01',
  validTo: null,
  state: 'active' as const,
  ...given,
});
const at = (day: string, ...rules: Given[]) =>
  versionsAt(rules.map(rule), day)
    .filter((one) => !hasEnded(one, day))
    .map(({ key, version }) => `${key} ${version}`);

it('a version that begins tomorrow leaves today to the one before', () => {
  const versions = [{}, { version: 2, validFrom: '2026-11-25' }];
  expect(at('2026-11-24', ...versions)).toEqual(['youth 1']);
  expect(at('2026-11-25', ...versions)).toEqual(['youth 2']);
  expect(at('2026-11-24', { validFrom: '2026-11-25' })).toEqual([]);
});

it('the last day still counts, the day after does not', () => {
  expect(at('2026-11-23', { validTo: '2026-11-23' })).toEqual(['youth 1']);
  expect(at('2026-11-24', { validTo: '2026-11-23' })).toEqual([]);
});

it('between a version that has ended and one that has not begun there is none', () => {
  const versions = [{ validTo: '2026-06-30' }, { version: 2, validFrom: '2027-01-01' }];
  expect(at('2026-06-30', ...versions)).toEqual(['youth 1']);
  expect(at('2026-09-01', ...versions)).toEqual([]);
  expect(at('2027-01-01', ...versions)).toEqual(['youth 2']);
});

it('a version that has ended does not bring back the one before', () => {
  const versions = [{}, { version: 2, validFrom: '2026-02-01', validTo: '2026-02-28' }];
  expect(at('2026-01-31', ...versions)).toEqual(['youth 1']);
  expect(at('2026-03-01', ...versions)).toEqual([]);
});

it('a newer version that begins earlier takes the place of both', () => {
  const versions = [
    {},
    { version: 2, validFrom: '2026-06-01' },
    { version: 3, validFrom: '2026-03-01' },
  ];
  expect(at('2026-02-01', ...versions)).toEqual(['youth 1']);
  expect(at('2026-07-01', ...versions)).toEqual(['youth 3']);
});

it('two that count come by their place, then by their key', () => {
  const rules = [{ key: 'b' }, { key: 'c', position: 5 }, { key: 'a' }];
  expect(at('2026-11-24', ...rules)).toEqual(['c 1', 'a 1', 'b 1']);
});

it('a draft counts for nobody, and leaves the version before it in force', () => {
  expect(at('2026-11-24', {}, { version: 2, state: 'draft' })).toEqual(['youth 1']);
});

it('what is not known of a client fits no rule that asks for it', () => {
  const nothing = { ageBand: null, isInAsylumProcedure: null, postcode: null };
  const all = { ageBand: null, isInAsylumProcedure: null, states: [], postcodePrefixes: [] };
  const fit = (
    condition: Partial<Rule['condition']>,
    facts: Partial<Parameters<typeof fitOf>[1]>,
  ) => fitOf({ condition: { ...all, ...condition } }, { ...nothing, ...facts });
  expect(fit({}, {})).toBe('fits');
  expect(fit({ ageBand: 'under_27' }, {})).toBe('age');
  expect(fit({ ageBand: 'under_27' }, { ageBand: 'from_27' })).toBe('age');
  expect(fit({ ageBand: 'under_27' }, { ageBand: 'under_27' })).toBe('fits');
  expect(fit({ isInAsylumProcedure: true }, {})).toBe('asylum');
  expect(fit({ isInAsylumProcedure: false }, {})).toBe('asylum');
  expect(fit({ isInAsylumProcedure: true }, { isInAsylumProcedure: true })).toBe('fits');
  expect(fit({ states: ['HH', 'BE'] }, {})).toBe('place');
  expect(fit({ states: ['HH', 'BE'] }, { postcode: '80331' })).toBe('place');
  expect(fit({ states: ['HH', 'BE'] }, { postcode: '20095' })).toBe('fits');
  expect(fit({ postcodePrefixes: ['1', '20'] }, {})).toBe('place');
  expect(fit({ postcodePrefixes: ['1', '20'] }, { postcode: '21000' })).toBe('place');
  expect(fit({ postcodePrefixes: ['1', '20'] }, { postcode: '20095' })).toBe('fits');
});
