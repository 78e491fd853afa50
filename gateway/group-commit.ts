import { AppError } from './errors.ts';

type Options<Item, Result> = {
  /** Commits all items in one transaction and answers one result per item, in order. */
  commit: (items: Item[]) => Promise<Result[]>;
  maxItems?: number;
  /** Above this many waiting items new ones are refused, so that a slow database can't fill the memory. */
  maxWaiting?: number;
};

type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

/**
 * Group commit: one batch is in flight, what arrives meanwhile shares the next one. No timer: a lone item goes at once.
 * When a batch fails its items are committed one by one in order, so that one poisoned item fails alone.
 * @throws AppError `unavailable` when too many items wait.
 */
export function createGroupCommit<Item, Result>({
  commit,
  maxItems = 200,
  maxWaiting = 5000,
}: Options<Item, Result>): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    while (waiting.length > 0) await settle(waiting.splice(0, maxItems));
    isRunning = false;
  }

  async function settle(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await withRetry(() => commit(batch.map(({ item }) => item)));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only) {
        only.reject(error);
        return;
      }
      for (const one of batch) await settle([one]);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= maxWaiting) {
        reject(
          new AppError('unavailable', 'Too much is waiting for the database. Try again shortly.'),
        );
        return;
      }
      waiting.push({ item, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      setImmediate(() => void run());
    });
}

/** Serialization failures and deadlocks say "try again". */
const transientCodes = new Set(['40001', '40P01']);

async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (attempt >= 4 || !transientCodes.has(code)) throw error;
    }
  }
}
