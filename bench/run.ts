import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchFaq } from './faq.ts';
import { benchIntake, type Row } from './intake.ts';
import { benchOutbox } from './outbox.ts';
import { benchUi } from './ui.ts';

/** Benchmarks by name; without a name all of them run, and each leaves `results/<name>.json`. */
const benchmarks: Record<string, (options: ReadonlySet<string>) => Promise<Row[]>> = {
  intake: benchIntake,
  outbox: benchOutbox,
  ui: benchUi,
  faq: benchFaq,
};

const given = process.argv.slice(2);
const wanted = given.filter((name) => !name.startsWith('--'));
const options = new Set(given.filter((name) => name.startsWith('--')));
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
  results[name] = await run(options);
  console.log(`\n${name}`);
  console.table(results[name]);
}
const machine = { cores: cpus().length, node: process.version };
// What was measured in a smaller form is shown and not kept.
for (const [name, rows] of options.size === 0 ? Object.entries(results) : []) {
  const path = fileURLToPath(new URL(`results/${name}.json`, import.meta.url));
  const measured = { measuredAt: new Date().toISOString(), machine, rows };
  await writeFile(path, `${JSON.stringify(measured, null, 2)}\n`);
}
