import { spawnSync } from 'node:child_process';

export class StepFailed extends Error {}

/** Says what begins. On stderr, so that the output of a command stays its own. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs a command to its end, silently; its output is shown only when it fails. */
export function runStep(name, command, args, options) {
  const result = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    ...options,
  });
  if (result.status === 0) return;
  const reason = result.error?.message ?? `exit code ${result.status ?? result.signal}`;
  const output = [result.stdout, result.stderr].filter(Boolean).join('\n').trim();
  throw new StepFailed(`${output}\n\n${name} failed (${reason}).`.trim());
}
