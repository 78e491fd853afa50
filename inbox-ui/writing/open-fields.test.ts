import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetLocal, keepLocal, readLocal } from './local-drafts.ts';
import { forgetFields, openField } from './open-fields.ts';
import { uploadsOf } from './upload-store.ts';

const place = { counselorId: 'amina', conversationId: 'c', isNote: false };

describe('the field of a draft', () => {
  let saved: string[];
  let isOnline: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', { onLine: true });
    vi.stubGlobal('localStorage', storage());
    [saved, isOnline] = [[], true];
  });
  afterEach(() => {
    forgetFields();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const open = (options: Partial<typeof place> = {}) =>
    openField(
      { ...place, ...options },
      {
        save: async (text) => {
          if (!isOnline) throw new Error('offline');
          saved.push(text);
          return { text, updatedAt: 'now' };
        },
        onText: () => undefined,
      },
    );

  test('takes over what an earlier one could not save, and alone saves it', async () => {
    isOnline = false;
    const left = open();
    left.type('alt');
    left.stop();
    await vi.advanceTimersByTimeAsync(1000);
    const field = open();
    expect(field.text()).toBe('alt');
    field.type('alt und neu');
    isOnline = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(new Set(saved)).toEqual(new Set(['alt und neu']));
    expect(readLocal(place)).toBeNull();
  });

  test('saves a file whose upload ends after the conversation was left', async () => {
    open().stop();
    uploadsOf('c', false).putBack([{ id: 'f', fileName: 'brief.pdf' } as never]);
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(['']);
  });

  test('is nobody else’s: what one person left neither shows nor is saved for the next', async () => {
    isOnline = false;
    const left = open();
    left.type('von Amina');
    left.stop();
    await vi.advanceTimersByTimeAsync(1000);
    forgetFields();
    isOnline = true;
    expect(open({ counselorId: 'jonas' }).text()).toBe('');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved).toEqual([]);
    forgetLocal('jonas');
    expect(readLocal(place)).toBeNull();
  });

  test('what is kept of the one who is signed in stays', () => {
    keepLocal(place, 'meins');
    keepLocal({ ...place, counselorId: 'jonas' }, 'seins');
    forgetLocal('amina');
    expect(Object.keys(localStorage)).toEqual(['lotse.draft.amina.c']);
    forgetLocal(null);
    expect(Object.keys(localStorage)).toEqual([]);
  });
});

/** As browsers have it: what is kept are its own properties. */
function storage() {
  const kept: Record<string, unknown> = {};
  const method = (value: unknown) => ({ value, enumerable: false });
  return Object.defineProperties(kept, {
    getItem: method((key: string) => kept[key] ?? null),
    setItem: method((key: string, value: string) => void (kept[key] = value)),
    removeItem: method((key: string) => void delete kept[key]),
  });
}
