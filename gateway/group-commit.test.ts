import { describe, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

/** A commit that is let through by hand. */
function controlled<Item>() {
  const batches: {
    items: Item[];
    commit: (results: unknown[]) => void;
    fail: (error: unknown) => void;
  }[] = [];
  const commit = (items: Item[]) =>
    new Promise<unknown[]>((resolve, reject) =>
      batches.push({ items, commit: resolve, fail: reject }),
    );
  return { batches, commit };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const databaseError = (code: string) => Object.assign(new Error('from the database'), { code });

describe('group commit', () => {
  it('what arrives while a batch is in flight shares the next one, in order', async () => {
    const { batches, commit } = controlled<number>();
    const submit = createGroupCommit({ commit });
    const first = submit(1);
    await turn();
    const others = [submit(2), submit(3), submit(4)];
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1]]);
    batches[0]?.commit(['one']);
    expect(await first).toBe('one');
    await turn();
    expect(batches[1]?.items).toEqual([2, 3, 4]);
    batches[1]?.commit(['two', 'three', 'four']);
    expect(await Promise.all(others)).toEqual(['two', 'three', 'four']);
  });

  it('items of one turn share the first batch, up to its limit', async () => {
    const { batches, commit } = controlled<number>();
    const submit = createGroupCommit({ commit, maxItems: 2 });
    const all = [submit(1), submit(2), submit(3)];
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1, 2]]);
    batches[0]?.commit([1, 2]);
    await Promise.all(all.slice(0, 2));
    await turn();
    batches[1]?.commit([3]);
    expect(await Promise.all(all)).toEqual([1, 2, 3]);
  });

  it('one poisoned item fails alone, its neighbours are committed in order, and work goes on', async () => {
    const committed: number[] = [];
    const submit = createGroupCommit<number, number>({
      async commit(items) {
        if (items.includes(3)) throw databaseError('22021');
        committed.push(...items);
        return items.map((item) => item * 10);
      },
    });
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(submit));
    expect(
      results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.code)),
    ).toEqual([10, 20, '22021', 40, 50]);
    expect(committed).toEqual([1, 2, 4, 5]);
    expect(await submit(6)).toBe(60);
  });

  it('a deadlock is tried again as a whole, and given up after a few times', async () => {
    let attempts = 0;
    const submit = createGroupCommit<number, number>({
      async commit(items) {
        attempts += 1;
        if (attempts < 3) throw databaseError(attempts === 1 ? '40P01' : '40001');
        return items;
      },
    });
    expect(await Promise.all([submit(1), submit(2)])).toEqual([1, 2]);
    expect(attempts).toBe(3);
    const never = createGroupCommit<number, number>({
      commit: () => Promise.reject(databaseError('40P01')),
    });
    await expect(never(1)).rejects.toThrow('from the database');
  });

  it('refuses when too much waits, and takes again when it has gone', async () => {
    const { batches, commit } = controlled<number>();
    const submit = createGroupCommit({ commit, maxItems: 1, maxWaiting: 2 });
    const inFlight = submit(1);
    await turn();
    const waiting = [submit(2), submit(3)];
    await expect(submit(4)).rejects.toMatchObject({ code: 'unavailable', status: 503 });
    for (let index = 0; index < 3; index++) {
      batches[index]?.commit([index]);
      await turn();
      await turn();
    }
    expect(await Promise.all([inFlight, ...waiting])).toEqual([0, 1, 2]);
    const later = submit(5);
    await turn();
    batches[3]?.commit([5]);
    expect(await later).toBe(5);
  });
});
