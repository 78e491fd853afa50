import { describe, expect, test } from 'vitest';
import { keepOffset, keptOffset } from './kept-offsets.ts';

describe('the place in a list', () => {
  test('is kept for each list, of the last fifty that were seen', () => {
    expect(keptOffset('mine')).toBe(0);
    keepOffset('mine', 640);
    keepOffset('all', 64);
    expect([keptOffset('mine'), keptOffset('all')]).toEqual([640, 64]);
    for (let index = 0; index < 49; index++) {
      keepOffset(`view ${index}`, 1);
      keepOffset('all', 128);
    }
    expect([keptOffset('mine'), keptOffset('all')]).toEqual([0, 128]);
  });
});
