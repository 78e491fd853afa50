import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBytes, seal } from './sealed-text.ts';

const key = { version: 3, key: randomBytes(32) };
const keys = new Map([[3, key.key]]);
const open = (bytes: Buffer, rowId = 'row', column = 'message.content') =>
  openBytes(keys, rowId, column, bytes).toString('utf8');

describe('sealed text', () => {
  it.each(['', 'kurz', 'שלום مرحبا 👩‍👩‍👧', 'x'.repeat(100_000)])(
    'opens to what was sealed (%#)',
    (text) => {
      expect(open(seal(key, 'row', 'message.content', text))).toBe(text);
    },
  );

  it('takes bytes as they are', () => {
    const bytes = randomBytes(5000);
    expect(openBytes(keys, 'row', 'file', seal(key, 'row', 'file', bytes))).toEqual(bytes);
  });

  it('begins with the version of its key and shows nothing of the text', () => {
    const sealed = seal(key, 'row', 'message.content', 'Kanarienvogel');
    expect(sealed[0]).toBe(3);
    expect(sealed).toHaveLength(1 + 12 + 16 + 'Kanarienvogel'.length);
    expect(sealed.includes('Kanarien')).toBe(false);
  });

  it('is another each time: no nonce comes twice', () => {
    const nonces = Array.from({ length: 5000 }, () =>
      seal(key, 'row', 'c', 'same').subarray(1, 13).toString('hex'),
    );
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  it('does not open in another row, another column, or under another key', () => {
    const sealed = seal(key, 'row', 'message.content', 'text');
    expect(() => open(sealed, 'other')).toThrow();
    expect(() => open(sealed, 'row', 'note.content')).toThrow();
    expect(() =>
      openBytes(new Map([[3, randomBytes(32)]]), 'row', 'message.content', sealed),
    ).toThrow();
    expect(() => openBytes(new Map([[4, key.key]]), 'row', 'message.content', sealed)).toThrow(
      'No data key of version 3',
    );
  });

  it('does not open when a single bit was changed or the end is missing', () => {
    const sealed = seal(key, 'row', 'message.content', 'text');
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => open(changed), `byte ${index}`).toThrow();
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(() => open(sealed.subarray(0, length)), `${length} bytes`).toThrow();
    }
  });
});
