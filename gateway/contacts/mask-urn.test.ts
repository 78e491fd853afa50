import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskUrn } from './mask-urn.ts';

describe('a masked address', () => {
  it.each([
    ['tel:+4915112345678', 'tel:+49•••••78'],
    ['telegram:7000000001', 'telegram:7•••••01'],
    ['whatsapp:4915112345678', 'whatsapp:4•••••78'],
    ['whatsapp:DE.1234567890', 'whatsapp:D•••••90'],
    ['simulator:amina-1', 'simulator:a•••••-1'],
    ['tel:+491', 'tel:•••••'],
    ['telegram:123', 'telegram:•••••'],
    ['tel:', 'tel:•••••'],
    ['x', 'x:•••••'],
  ])('%s becomes %s', (urn, masked) => {
    expect(maskUrn(urn)).toBe(masked);
  });

  it('keeps at most five characters of the number and always hides three of them', () => {
    const digits = fc.stringMatching(/^\d{8,15}$/);
    fc.assert(
      fc.property(digits, (number) => {
        const shown = maskUrn(`tel:+${number}`).slice('tel:'.length);
        expect(shown.replaceAll('•', '').length).toBeLessThanOrEqual(5);
        expect(shown).not.toContain(number);
      }),
    );
  });
});
