// Runs every check, all of them even when an early one fails, and ends with "N passed, N failed".
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStage } from './test/run-stage.mjs';
import { stages } from './test/stages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7);
if (only && only !== 'check') {
  console.error(`Unknown --only=${only}; there is --only=check.`);
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), 'lotse-test-'));
let passed = 0;
let failed = 0;

for (const stage of stages(root, reports)) {
  if (only === 'check' && !stage.isFast) continue;
  const startedAt = performance.now();
  const result = await runStage(root, stage);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  passed += result.passed;
  failed += result.failed;
  const count = result.passed + result.failed > 1 ? `, ${result.passed} passed` : '';
  const mark = result.failed === 0 ? 'ok  ' : 'FAIL';
  if (result.failed > 0) process.stdout.write(`${result.output.trim()}\n`);
  console.log(`${mark} ${stage.name} (${seconds} s${count})`);
}

rmSync(reports, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
