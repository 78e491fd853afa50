import { describe, expect, test, vi } from 'vitest';
import { bindingsOf } from './shortcuts.ts';

describe('keys of the inbox', () => {
  test('are bound by their place on the keyboard', () => {
    expect(
      Object.keys(bindingsOf({ next: vi.fn<() => void>(), close: vi.fn<() => void>() }, true)),
    ).toEqual(['Alt+KeyJ', 'KeyJ', 'KeyE']);
  });

  test('switched off, only those with Alt remain', () => {
    expect(
      Object.keys(bindingsOf({ next: vi.fn<() => void>(), close: vi.fn<() => void>() }, false)),
    ).toEqual(['Alt+KeyJ']);
  });
});
