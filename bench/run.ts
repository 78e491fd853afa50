import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchIntake, type Row } from './intake.ts';
import { benchOutbox } from './outbox.ts';

/** Benchmarks by name; without a name all of them run. */
const benchmarks: Record<string, () => Promise<Row[]>> = {
  intake: benchIntake,
  outbox: benchOutbox,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}`,
  );
  process.exit(1);
}
const results: Record<string, Row[]> = {};
for (const [name, run] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  results[name] = await run();
  console.log(`\n${name}`);
  console.table(results[name]);
}
const path = fileURLToPath(new URL('results/latest.json', import.meta.url));
const machine = { cores: cpus().length, node: process.version };
await writeFile(
  path,
  `${JSON.stringify({ measuredAt: new Date().toISOString(), machine, results }, null, 2)}\n`,
);
