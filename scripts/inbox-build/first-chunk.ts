import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstScreen } from './first-load.ts';

type Graph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const entry = resolve(root, 'inbox-ui/main.tsx');
let known: Set<string> | undefined;

/**
 * Puts all that the first screen needs into one chunk. Left alone it falls into a hundred small ones, which compress a
 * sixth worse and take a request each. The entry itself stays apart, because it waits for the words.
 */
export const firstChunk = {
  groups: [
    {
      name(id: string, graph: Graph): string | null {
        known ??= reachable([entry, resolve(root, firstScreen)], graph);
        return id !== entry && known.has(id) ? 'first' : null;
      },
    },
  ],
};

/** What is imported without `import()`, directly or by what is. */
function reachable(from: string[], graph: Graph): Set<string> {
  const found = new Set(from);
  for (const id of found)
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}
