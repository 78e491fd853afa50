import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Runs one stage to its end. Answers how much passed and failed, and everything it printed. */
export async function runStage(root, stage) {
  const { status, output } = await run(root, stage);
  const counted = stage.count ? count(stage) : { passed: 0, failed: 0 };
  if (!stage.count && status === 0) return { passed: 1, failed: 0, output };
  const hasVanished = counted.passed + counted.failed === 0;
  // A crash, an unhandled error or a report that never came is a failure by itself.
  if (counted.failed === 0 && (status !== 0 || hasVanished)) counted.failed = 1;
  return { ...counted, output };
}

function count(stage) {
  try {
    return stage.count(JSON.parse(readFileSync(stage.report, 'utf8')));
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function run(root, stage) {
  const binFolder = join(root, 'node_modules', '.bin');
  const child = spawn(process.execPath, stage.run, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH}`, ...stage.env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, output: error.message }));
    child.on('close', (status) => resolve({ status, output }));
  });
}
