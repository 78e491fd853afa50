import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { labelColors } from '../gateway/contract/label.ts';

const tokens = readFileSync(new URL('../inbox-ui/styles/tokens.css', import.meta.url), 'utf8');

const themes = tokens.split("[data-mantine-color-scheme='dark']");

test.each(['light', 'dark'])('the words on a label can be read, %s', (theme) => {
  const css = themes[theme === 'light' ? 0 : 1] ?? '';
  for (const color of labelColors) {
    const surface = /#[0-9a-f]{6}/.exec(css.split(`--label-${color}: `)[1] ?? '')?.[0] ?? '';
    const ink = /#[0-9a-f]{6}/.exec(css.split(`--label-${color}-ink: `)[1] ?? '')?.[0] ?? '';
    expect(contrast(surface, ink), `${color}: ${ink} on ${surface}`).toBeGreaterThan(4.5);
  }
});

test('the check can fail', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrast('#ffffff', '#999999')).toBeLessThan(4.5);
});

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
