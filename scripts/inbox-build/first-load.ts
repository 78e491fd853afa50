import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

/** Beside the entry: the route that most visits begin with. */
export const firstScreen = 'inbox-ui/inbox/InboxPage.tsx';
const commonNamespace = 'common';

/**
 * Writes down which scripts, words and styles the browser needs before the inbox shows its list: what the page and its
 * route import without `import()`, and their namespaces in the longest language. `.size-limit.mjs` holds them to a limit.
 */
export function firstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const needed = new Set<Chunk>();
      const need = (chunk: Chunk | undefined) => {
        if (!chunk || needed.has(chunk)) return;
        needed.add(chunk);
        for (const name of chunk.imports) need(chunks.find(({ fileName }) => fileName === name));
      };
      for (const chunk of chunks)
        if (chunk.isEntry || chunk.moduleIds.some((id) => id.endsWith(firstScreen))) need(chunk);
      const ids = [...needed].flatMap(({ moduleIds }) => moduleIds);
      const namespaces = namespacesIn(ids.map((id) => this.getModuleInfo(id)?.code ?? ''));
      for (const namespace of namespaces) need(longest(chunks, namespace));
      const styles = [...needed].flatMap(({ viteMetadata }) => [
        ...(viteMetadata?.importedCss ?? []),
      ]);
      const source = JSON.stringify({
        js: [...needed].map(({ fileName }) => fileName),
        css: [...new Set(styles)],
      });
      this.emitFile({ type: 'asset', fileName: '.first-load.json', source });
    },
  };
}

function namespacesIn(sources: string[]): Set<string> {
  const found = new Set([commonNamespace]);
  for (const source of sources)
    for (const [, names = ''] of source.matchAll(/\buseTranslation\(([^)]*)\)/g))
      for (const [, name = ''] of names.matchAll(/["'`]([\w-]+)["'`]/g)) found.add(name);
  return found;
}

function longest(chunks: Chunk[], namespace: string): Chunk | undefined {
  return chunks
    .filter(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${namespace}.json`))
    .toSorted((a, b) => Buffer.byteLength(b.code) - Buffer.byteLength(a.code))[0];
}
