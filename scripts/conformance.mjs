// Every case of every channel has a test that names it: checks a test report against the list of cases and against
// docs/conformance.md. Usage: conformance.mjs <vitest report> [--write]
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { proofs } from './conformance/proofs.mjs';
import { render } from './conformance/render.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs', 'conformance.md');
const [reportFile, mode] = process.argv.slice(2);
if (!reportFile || (mode && mode !== '--write')) {
  console.error('Usage: conformance.mjs <vitest report> [--write]');
  process.exit(2);
}

const cases = readJson(join(root, 'scripts', 'conformance', 'cases.json'));
const found = proofs(cases, readJson(reportFile), root);
const text = render(found);
if (mode === '--write') writeFileSync(page, text);

const problems = found
  .filter(({ passed }) => passed === 0)
  .map(({ id, files }) =>
    files.length === 0 ? `${id} has no test` : `${id} has no test that passed`,
  );
if (readPage() !== text) {
  problems.push('docs/conformance.md is out of date: npm run conformance writes it anew');
}
for (const problem of problems) console.error(problem);
console.log(
  `${found.length - found.filter(({ passed }) => passed === 0).length} of ${found.length}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function readPage() {
  try {
    return readFileSync(page, 'utf8');
  } catch {
    return '';
  }
}
