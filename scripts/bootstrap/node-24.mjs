import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { StepFailed } from './run-step.mjs';

const minimumMajor = 24;

export function hasNode24(root) {
  return majorOf(linkPath(root)) >= minimumMajor;
}

/**
 * Makes `node_modules/.bin/node` a Node that runs TypeScript as it is: the packaged one, which
 * npm links by itself, or else the one that runs this script.
 */
export function ensureNode24(root) {
  if (hasNode24(root)) return;
  const name = `node-${process.platform}-${process.arch}`;
  const packaged = join(root, 'node_modules', name, 'bin', 'node');
  const found = [packaged, process.execPath].find((path) => majorOf(path) >= minimumMajor);
  if (!found) {
    throw new StepFailed(
      `Lotse runs on Node ${minimumMajor} or newer. It brings its own on 64-bit Linux with glibc, but ` +
        `not here (${process.platform}-${process.arch}), and this is Node ${process.versions.node}.\n` +
        `Install Node ${minimumMajor} from https://nodejs.org (or: nvm install ${minimumMajor}), then run the same command again.`,
    );
  }
  const link = linkPath(root);
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(found === packaged ? relative(dirname(link), packaged) : found, link);
}

function linkPath(root) {
  return join(root, 'node_modules', '.bin', 'node');
}

// Asked by running it: a packaged Node for another libc is there, but doesn't start.
function majorOf(path) {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return status === 0 ? Number(/^v(\d+)\./.exec(stdout)?.[1] ?? 0) : 0;
}
