import type { Database } from '../database.ts';
import type { Keyring } from '../keyring.ts';
import { teachContacts } from '../language/name-languages.ts';
import type { Log } from '../logger.ts';
import { endOfTime, findChanged, lookBelow, type Indexed } from './find-unindexed.ts';
import { indexContacts } from './index-contacts.ts';
import { indexMessages } from './index-messages.ts';

type Dependencies = { database: Database; keyring: Keyring; log: Log };

const all: Indexed[] = ['message', 'note', 'contact'];
const batchSize = 100;
/** Ids are made before the commit, by clocks that may differ. */
const overlapMs = 60_000;
const backlogMs = 500;
const betweenWalksMs = 6 * 3600_000;

/**
 * Keeps the search index complete, whatever was lost: each run reads what is new or has changed; besides, after the start
 * and every few hours, it walks through everything from the newest to the oldest, a piece each run, and reads what has no
 * row. So an upgrade, a restart, a crash or an emptied index need nothing more. Nobody has to tell it anything, and the
 * paths that store messages do nothing for it.
 */
export function createIndexKeeper(
  dependencies: Dependencies,
  stopping: AbortSignal,
): () => Promise<void> {
  const { database, log } = dependencies;
  const freshSince = new Map(all.map((what) => [what, new Date(Date.now() - overlapMs)]));
  const walk = new Map<Indexed, string>();
  let nextWalkAt = 0;

  return async () => {
    for (const what of all) {
      await index(what, await findChanged(database, what));
      await readFresh(what);
    }
    await walkOn();
  };

  async function readFresh(what: Indexed): Promise<void> {
    const startedAt = Date.now();
    const since = freshSince.get(what) ?? null;
    for (let below: string | null = endOfTime; below !== null && !stopping.aborted;) {
      const span = await lookBelow(database, what, below, since);
      await index(what, span.missing);
      below = span.reached;
    }
    freshSince.set(what, new Date(startedAt - overlapMs));
  }

  /** For half a second a run at most, so that what is new never waits for what is old. */
  async function walkOn(): Promise<void> {
    if (walk.size === 0 && Date.now() >= nextWalkAt) {
      for (const what of all) walk.set(what, endOfTime);
      nextWalkAt = Date.now() + betweenWalksMs;
    }
    const until = performance.now() + backlogMs;
    for (const [what, from] of walk) {
      for (let below = from; performance.now() < until && !stopping.aborted;) {
        const span = await lookBelow(database, what, below, null);
        await index(what, span.missing);
        if (span.reached === null) {
          walk.delete(what);
          break;
        }
        below = span.reached;
        walk.set(what, below);
      }
    }
  }

  async function index(what: Indexed, ids: string[]): Promise<void> {
    for (let first = 0; first < ids.length && !stopping.aborted; first += batchSize) {
      const batch = ids.slice(first, first + batchSize);
      if (what === 'contact') await indexContacts(dependencies, batch);
      else await teachContacts(database, await indexMessages(dependencies, what, batch));
    }
    if (ids.length > 0) log.debug({ [`${what}s`]: ids.length }, 'search index extended');
  }
}
