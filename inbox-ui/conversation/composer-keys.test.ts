import { describe, expect, test } from 'vitest';
import { isComposing, isSendKey } from './composer-keys.ts';

const enter = {
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  keyCode: 13,
  isComposing: false,
};

describe('the key that sends', () => {
  test('is Enter at a desk, and Shift-Enter is a new line', () => {
    expect(isSendKey(enter, 'enter', false)).toBe(true);
    expect(isSendKey({ ...enter, shiftKey: true }, 'enter', false)).toBe(false);
  });

  test('is never pressed while an input method composes', () => {
    expect(isSendKey({ ...enter, isComposing: true }, 'enter', false)).toBe(false);
    expect(isSendKey({ ...enter, keyCode: 229 }, 'enter', false)).toBe(false);
    expect(isSendKey({ ...enter, ctrlKey: true, isComposing: true }, 'ctrl-enter', false)).toBe(
      false,
    );
  });

  test('no other key of an input method is ours either', () => {
    expect(isComposing({ ...enter, isComposing: true })).toBe(true);
    expect(isComposing({ ...enter, keyCode: 229 })).toBe(true);
    expect(isComposing(enter)).toBe(false);
  });

  test('can be Ctrl-Enter, and is so in any case', () => {
    expect(isSendKey(enter, 'ctrl-enter', false)).toBe(false);
    expect(isSendKey({ ...enter, ctrlKey: true }, 'ctrl-enter', false)).toBe(true);
    expect(isSendKey({ ...enter, metaKey: true }, 'enter', false)).toBe(true);
  });

  test('on a phone Enter is a new line', () => {
    expect(isSendKey(enter, 'enter', true)).toBe(false);
  });
});
