import { expect, test } from 'vitest';
import { drawFavicon } from './favicon.ts';

const tokens: Record<string, string> = {
  '--accent': 'teal',
  '--on-accent': 'white',
  '--ink': 'black',
  '--paper': 'ivory',
};

test('the tab shows a number up to nine, with an edge that is seen on light and dark tabs', () => {
  const drawn = drawFavicon(3, (token) => tokens[token] ?? '');
  expect(drawn).toContain('>3</text>');
  expect(drawn).toContain('fill="black" stroke="ivory"');
  expect(drawFavicon(10, () => '')).toContain('>9+</text>');
});
