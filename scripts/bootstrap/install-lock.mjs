import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './run-step.mjs';

const pollMs = 100;

/**
 * Waits until no other start installs or builds in this folder; a dead owner's lock is taken over.
 * Answers the function that gives the lock back.
 */
export async function takeInstallLock(root) {
  const folder = join(root, '.install');
  const lock = join(folder, 'lock');
  mkdirSync(folder, { recursive: true });
  let hasSaidSo = false;
  while (!claim(lock)) {
    const owner = readOwner(lock);
    if (owner && !isAlive(owner)) removeDeadLock(lock, owner);
    if (owner && isAlive(owner)) {
      if (!hasSaidSo)
        say(`Waiting for another start (process ${owner.pid}) to finish installing …`);
      hasSaidSo = true;
      await delay(pollMs);
    }
  }
  return () => rmSync(lock, { force: true });
}

// A link appears together with its content, so nobody ever reads a half-written lock.
function claim(lock) {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readOwner(lock) {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    if (error instanceof SyntaxError) return { pid: 0, started: '' };
    throw error;
  }
}

// Renaming first makes sure that what is removed is the lock that was judged dead, not one that
// a third start has just taken.
function removeDeadLock(lock, judged) {
  const aside = `${lock}.dead.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  const removed = readOwner(aside);
  if (removed.pid !== judged.pid || removed.started !== judged.started) linkSync(aside, lock);
  rmSync(aside, { force: true });
}

function isAlive({ pid, started }) {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  return startOf(pid) === started;
}

// A process id alone may have been given to somebody else since; field 22 is the start time.
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '';
  }
}
