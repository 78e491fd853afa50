import { readdirSync, readFileSync } from 'node:fs';

/** One event of the library with what it has to become. `args` are what the page said; null stands for undefined. */
export type WebFixture = {
  title: string;
  event: string;
  args: unknown[];
  expect: Record<string, unknown>[];
};

const folder = new URL('./fixtures/', import.meta.url);

/** All situations, in the order of their names. */
export function loadWebFixtures(): WebFixture[] {
  return readdirSync(folder)
    .sort()
    .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as WebFixture);
}
