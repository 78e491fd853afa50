import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneVariant } from './phone-variants.ts';

describe('the other form of a number', () => {
  it.each([
    ['Brazil, São Paulo', '5511987654321', '551187654321'],
    ['Brazil, Belo Horizonte', '5531996883193', '553196883193'],
    ['Brazil, old mobile beginning with 6', '5592961724123', '559261724123'],
    ['Argentina, Buenos Aires', '5491158749895', '541158749895'],
    ['Argentina, Córdoba', '5493514123456', '543514123456'],
    ['Mexico, City', '5215639691841', '525639691841'],
    ['Mexico, Mérida', '5219841056553', '529841056553'],
  ])('%s', (_, long, short) => {
    expect(phoneVariant(long)).toBe(short);
    expect(phoneVariant(short)).toBe(long);
  });

  it.each([
    ['a Brazilian landline', '551133334444'],
    ['a Brazilian mobile of a range that came with the ninth digit', '5511912345678'],
    ['a Brazilian number that is too short', '55118765432'],
    ['a German mobile', '4915112345678'],
    ['a German number that looks like one of Argentina', '49549123456789'],
    ['Mexico with a digit too many', '52156396918411'],
    ['Argentina without an area', '5490123456789'],
    ['nothing', ''],
    ['a user id', 'DE.5511987654321'],
  ])('%s has none', (_, digits) => {
    expect(phoneVariant(digits)).toBeNull();
  });

  it('of the other form is the number itself', () => {
    const number = fc.stringMatching(/^(55[1-9]\d9?[6-9]\d{7}|549?[1-3]\d{9}|521?[2-9]\d{9})$/);
    fc.assert(
      fc.property(number, (digits) => {
        const other = phoneVariant(digits);
        expect(other).not.toBe(digits);
        expect(other && phoneVariant(other)).toBe(digits);
      }),
    );
  });
});
