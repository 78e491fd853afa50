import { describe, expect, test } from 'vitest';
import { bodyOf, errorsOf, valuesOf, withPostcode, type OfficeValues } from './office-values.ts';

const filled = (changes: Partial<OfficeValues>): OfficeValues => ({
  ...valuesOf(null),
  name: 'A',
  ...changes,
});
const monday = (...ranges: [from: string, to: string][]) =>
  valuesOf(null).week.map((day, index) =>
    index === 0 ? ranges.map(([from, to]) => ({ from, to })) : day,
  );

describe('the form of an office', () => {
  test('lets the state follow the postcode until another was chosen', () => {
    const berlin = withPostcode(filled({}), '10115');
    expect(berlin.state).toBe('BE');
    expect(withPostcode(berlin, '1011').state).toBe('');
    expect(withPostcode({ ...berlin, state: 'BB' }, '80331').state).toBe('BB');
    expect(withPostcode(withPostcode(berlin, '8033'), '80331').state).toBe('BY');
  });

  test('names what is not right', () => {
    const wrong: [Partial<OfficeValues>, string][] = [
      [{ name: ' ' }, 'name'],
      [{ postcode: '123' }, 'postcode'],
      [{ latitude: '52,5' }, 'position'],
      [{ latitude: 'x', longitude: '1' }, 'position'],
      [{ email: 'a@b' }, 'email'],
      [{ website: 'x y' }, 'website'],
      [{ week: monday(['12:00', '09:00']) }, 'hours'],
      [{ week: monday(['09:00', '']) }, 'hours'],
      [{ week: monday(['09:00', '12:00'], ['11:00', '13:00']) }, 'hours'],
      [{ closures: [{ from: '2026-12-30', to: '2026-12-01', reason: '' }] }, 'closures'],
    ];
    for (const [changes, field] of wrong) expect(errorsOf(filled(changes)), field).toEqual([field]);
    const fine = { postcode: '10115', latitude: '52,5', longitude: '13.4', website: 'example.org' };
    expect(
      errorsOf(filled({ ...fine, week: monday(['13:00', '00:00'], ['09:00', '13:00']) })),
    ).toEqual([]);
  });

  test('sends midnight as an end, a comma as a point, and nothing for an empty field', () => {
    const body = bodyOf(
      filled({
        latitude: '52,5',
        longitude: '13.4',
        website: 'example.org',
        week: monday(['20:00', '00:00']),
      }),
    );
    expect(body).toMatchObject({
      latitude: 52.5,
      longitude: 13.4,
      website: 'https://example.org',
      hours: [{ weekday: 1, from: '20:00', to: '24:00' }],
      phone: null,
      state: null,
    });
  });
});
