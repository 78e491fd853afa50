type Options<Row> = {
  write: (rows: Row[]) => Promise<void>;
  /** Rows that were given up: the memory was full, or the database refused them. */
  onDropped: (count: number) => void;
  delayMs?: number;
  maxWaiting?: number;
};

export type RowWriter<Row> = {
  add(row: Row): void;
  flush(): Promise<void>;
  close(): Promise<void>;
};

const maxRows = 500;
const soonRows = 200;

/**
 * Collects rows that nobody waits for and writes them in batches: after a moment, or at once when there are many. While
 * the database is away they wait, up to a limit; what is too much is dropped and said once a moment, never per row.
 */
export function createRowWriter<Row>({
  write,
  onDropped,
  delayMs = 500,
  maxWaiting = 5000,
}: Options<Row>): RowWriter<Row> {
  let waiting: Row[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let isAway = false;
  let isClosed = false;

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll().finally(() => {
      writing = undefined;
      if (waiting.length > 0 && !isClosed) schedule();
    });
    return writing;
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), delayMs).unref();
  }

  async function writeAll(): Promise<void> {
    isAway = false;
    while (waiting.length > 0 && !isAway) {
      const batch = waiting.slice(0, maxRows);
      try {
        await write(batch);
      } catch (error) {
        isAway = !isRefusal(error);
        if (!isAway) dropped += batch.length;
      }
      if (!isAway) waiting = waiting.slice(batch.length);
    }
    if (dropped > 0) onDropped(dropped);
    dropped = 0;
  }

  return {
    add(row) {
      if (isClosed || waiting.length >= maxWaiting) dropped += 1;
      else waiting.push(row);
      if (waiting.length >= soonRows && !writing && !isAway) void flush();
      else if (!isClosed) schedule();
    },
    flush,
    async close() {
      isClosed = true;
      await writing;
      await flush();
      if (waiting.length > 0) onDropped(waiting.length);
    },
  };
}

/** The database answered and said no (SQLSTATE of data, constraints or syntax): it would refuse the same rows again. */
function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(22|23|42)/.test(code);
}
