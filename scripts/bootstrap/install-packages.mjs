import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, say } from './run-step.mjs';

/** True when node_modules holds what the lockfile asks for on this platform. */
export function isInstalled(root) {
  const stamp = stampPath(root);
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === installStamp(root);
  return isInstalledByHand(root);
}

export function installPackages(root) {
  say('Installing packages, which takes about a minute …');
  rmSync(stampPath(root), { force: true });
  const args = ['ci', '--include=dev', '--include=optional', '--bin-links=true'];
  runStep('npm ci', 'npm', [...args, '--no-audit', '--no-fund'], { cwd: root });
  writeFileSync(stampPath(root), installStamp(root));
}

// Inside node_modules: whoever removes or reinstalls that folder removes the stamp with it.
function stampPath(root) {
  return join(root, 'node_modules', '.lotse-install');
}

function installStamp(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}-${libc()}`)
    .digest('hex');
}

// An image build or a colleague may have run `npm ci` before the first start, and there may be
// no network now: compare npm's own record of what it installed with the lockfile.
function isInstalledByHand(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && isNeededHere(entry))
    .every(
      ([path, entry]) =>
        installed[path]?.version === entry.version &&
        installed[path].integrity === entry.integrity &&
        existsSync(join(root, path)),
    );
}

// What is optional without naming a platform may rightly be missing.
function isNeededHere({ extraneous, optional, os, cpu, libc: libcs }) {
  if (extraneous || (optional && !os && !cpu)) return false;
  return allows(os, process.platform) && allows(cpu, process.arch) && allows(libcs, libc());
}

function allows(list, value) {
  if (!list) return true;
  const names = [list].flat();
  if (names.includes(`!${value}`)) return false;
  return names.includes(value) || names.every((name) => name.startsWith('!'));
}

let libcName;

// The report costs some milliseconds, most of them for a network section that nobody reads.
function libc() {
  if (process.platform !== 'linux') return '';
  if (libcName) return libcName;
  process.report.excludeNetwork = true;
  libcName = process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return libcName;
}
