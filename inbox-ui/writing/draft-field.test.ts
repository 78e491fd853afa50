import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDraftField, type RemoteDraft } from './draft-field.ts';

describe('a text that is being written', () => {
  let shown: string[];
  let kept: (string | null)[];
  let saved: string[];
  let answer: (text: string) => Promise<RemoteDraft>;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', { onLine: true });
    [shown, kept, saved] = [[], [], []];
    answer = async (text) => ({ text, updatedAt: 'now' });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const open = (local: string | null = null) =>
    createDraftField({
      kept: local,
      save: (text) => {
        saved.push(text);
        return answer(text);
      },
      keep: (text) => void kept.push(text),
      onText: (text) => void shown.push(text),
    });
  const remote = (text: string) => ({ text, updatedAt: 'then' });

  test('is saved once for a burst of keys', async () => {
    const field = open();
    for (const text of ['H', 'Ha', 'Hal', 'Hall', 'Hallo']) field.type(text);
    await vi.advanceTimersByTimeAsync(699);
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved).toEqual(['Hallo']);
  });

  test('is replaced by a newer one from another window while nobody types', async () => {
    const field = open();
    field.take(remote('vom Telefon'));
    expect(shown).toEqual(['vom Telefon']);
    expect(saved).toEqual([]);
  });

  test('is never replaced while it is typed or unsaved, and then wins', async () => {
    const field = open();
    field.type('hier');
    field.take(remote('dort'));
    await vi.advanceTimersByTimeAsync(700);
    expect([field.text(), saved]).toEqual(['hier', ['hier']]);
    field.take(remote('dort'));
    expect(field.text()).toBe('hier');
    field.type('hier weiter');
    await vi.advanceTimersByTimeAsync(10_000);
    expect([field.text(), saved.at(-1)]).toEqual(['hier weiter', 'hier weiter']);
  });

  test('gives way some seconds after the last key, to the newest of what came meanwhile', async () => {
    const field = open();
    field.type('hier');
    await vi.advanceTimersByTimeAsync(1000);
    field.take(remote('dort'));
    field.take(remote('dort, neuer'));
    expect(field.text()).toBe('hier');
    await vi.advanceTimersByTimeAsync(2000);
    expect(field.text()).toBe('dort, neuer');
  });

  test('is removed at once when it was sent, behind a save that is still on its way', async () => {
    let finish = () => undefined as void;
    const field = open();
    field.type('fertig');
    answer = (text) =>
      new Promise((resolve) => {
        finish = () => resolve(remote(text));
      });
    await vi.advanceTimersByTimeAsync(700);
    field.clear();
    expect(saved).toEqual(['fertig']);
    answer = async (text) => remote(text);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(['fertig', '']);
    field.take(remote('ein neuer'));
    expect(field.text()).toBe('ein neuer');
  });

  test('is saved again when its files changed while it was being saved', async () => {
    const field = open();
    field.type('Anbei');
    void field.flush();
    field.touch();
    field.take(remote('dort'));
    await vi.advanceTimersByTimeAsync(0);
    expect([field.text(), saved]).toEqual(['Anbei', ['Anbei', 'Anbei']]);
    expect(field.isBusy()).toBe(false);
  });

  test('stays in this browser while the server can not be reached, and is tried again', async () => {
    answer = () => Promise.reject(new Error('network'));
    const field = open();
    field.type('offline');
    await vi.advanceTimersByTimeAsync(700);
    expect(kept).toEqual(['offline']);
    field.take(remote('alt'));
    expect(field.text()).toBe('offline');
    answer = async (text) => remote(text);
    await vi.advanceTimersByTimeAsync(5000);
    expect([saved, kept]).toEqual([
      ['offline', 'offline'],
      ['offline', null],
    ]);
  });

  test('that this browser kept comes back after a reload and is saved', async () => {
    const field = open('von gestern');
    field.take(remote('vom Server'));
    expect(field.text()).toBe('von gestern');
    await vi.advanceTimersByTimeAsync(0);
    expect([saved, kept]).toEqual([['von gestern'], [null]]);
  });

  test('is saved no more once another field has it', async () => {
    answer = async () => {
      throw new Error('offline');
    };
    const field = open();
    field.type('alt');
    await vi.advanceTimersByTimeAsync(700);
    expect([saved, kept]).toEqual([['alt'], ['alt']]);
    field.end();
    field.touch();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([saved, kept]).toEqual([['alt'], ['alt']]);
  });
});
