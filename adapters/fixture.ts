import { readdirSync, readFileSync } from 'node:fs';

/** One situation as the provider's wire shows it, with what it has to become. One file each in `<adapter>/fixtures/`. */
export type Fixture = {
  title: string;
  request: {
    method?: 'GET' | 'POST';
    path?: string;
    query?: Record<string, string>;
    headers?: Record<string, string>;
    /** An object is sent as JSON, a string as it stands. */
    body: unknown;
  };
  /** Parts of the events, in their order. */
  expect: Record<string, unknown>[];
};

/**
 * Reads all fixtures of a folder, in the order of their names. Files without `expect` are reference material and
 * left out.
 */
export function loadFixtures(folderUrl: URL): { name: string; fixture: Fixture }[] {
  const folder = folderUrl.href.endsWith('/') ? folderUrl : new URL(`${folderUrl.href}/`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.json'.length),
      fixture: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture,
    }))
    .filter(({ fixture }) => Array.isArray(fixture.expect));
}
