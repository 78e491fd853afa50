import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

/**
 * What the entry imports without `import()`, the list among it, in one chunk: left alone it falls into a hundred small
 * ones, which compress a sixth worse. The entry itself stays apart, because it waits for the words.
 */
export const firstChunk = {
  name: 'first',
  tags: ['$initial' as const],
  test: (id: string) => !id.endsWith('inbox-ui/main.tsx'),
};

const commonNamespace = 'common';

/**
 * Writes down which scripts, words and styles the browser needs before the inbox shows its list: what the entry
 * imports without `import()`, and its namespaces in the longest language. `.size-limit.mjs` holds them to a limit.
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
      for (const chunk of chunks) if (chunk.isEntry) need(chunk);
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
