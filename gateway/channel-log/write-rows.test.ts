import { describe, expect, it, vi } from 'vitest';
import { createRowWriter } from './write-rows.ts';

describe('rows that nobody waits for', () => {
  it('are written together after a moment, in order', async () => {
    const written: number[][] = [];
    const { add } = createRowWriter<number>({
      write: async (rows) => void written.push(rows),
      onDropped: () => expect.unreachable(),
      delayMs: 10,
    });
    for (const row of [1, 2, 3]) add(row);
    expect(written).toEqual([]);
    await vi.waitFor(() => expect(written).toEqual([[1, 2, 3]]));
  });

  it('are written at once when there are many', async () => {
    const written: number[] = [];
    const { add } = createRowWriter<number>({
      write: async (rows) => void written.push(rows.length),
      onDropped: () => expect.unreachable(),
      delayMs: 3_600_000,
    });
    for (let row = 0; row < 200; row++) add(row);
    await vi.waitFor(() => expect(written).toEqual([200]));
  });

  it('wait while the database is away, up to a limit; what was dropped is counted', async () => {
    let isAway = true;
    let tries = 0;
    const written: number[] = [];
    const dropped: number[] = [];
    const { add, flush } = createRowWriter<number>({
      write: async (rows) => {
        tries += 1;
        if (isAway) throw new Error('Connection terminated');
        written.push(...rows);
      },
      onDropped: (count) => void dropped.push(count),
      delayMs: 3_600_000,
      maxWaiting: 300,
    });
    for (let row = 0; row < 1000; row++) {
      add(row);
      if (row === 200) await flush();
    }
    expect(tries, 'rows that arrive while it is away ask it no more often').toBe(1);
    isAway = false;
    await flush();
    expect(written).toEqual(Array.from({ length: 300 }, (_, row) => row));
    expect(dropped).toEqual([700]);
  });

  it('that the database refuses don’t hold up those behind them', async () => {
    const written: string[] = [];
    const dropped: number[] = [];
    const { add, flush } = createRowWriter<string>({
      write: async (rows) => {
        if (rows.includes('poison')) throw Object.assign(new Error('invalid'), { code: '22021' });
        written.push(...rows);
      },
      onDropped: (count) => void dropped.push(count),
      delayMs: 3_600_000,
    });
    add('poison');
    await flush();
    add('next');
    await flush();
    expect(written).toEqual(['next']);
    expect(dropped).toEqual([1]);
  });

  it('are written before an orderly stop, and none is taken after it', async () => {
    const written: number[] = [];
    const { add, close } = createRowWriter<number>({
      write: async (rows) => void written.push(...rows),
      onDropped: () => undefined,
      delayMs: 3_600_000,
    });
    add(1);
    await close();
    add(2);
    await close();
    expect(written).toEqual([1]);
  });
});
