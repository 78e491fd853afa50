import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, say } from './run-step.mjs';

/** Everything that changes the built inbox. */
const sources = [
  'inbox-ui',
  'gateway/contract',
  'scripts/inbox-build',
  'vite.config.ts',
  'package-lock.json',
];

export function isInboxBuilt(root) {
  if (!existsSync(join(root, 'inbox-ui', 'index.html'))) return true;
  const stamp = stampPath(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inboxStamp(root);
}

export function buildInbox(root) {
  say('Building the inbox …');
  const stamp = inboxStamp(root);
  rmSync(stampPath(root), { force: true });
  runStep(
    'Building the inbox',
    join(root, 'node_modules', '.bin', 'node'),
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'],
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  );
  writeFileSync(stampPath(root), stamp);
}

function stampPath(root) {
  return join(root, 'inbox-ui', 'dist', '.stamp');
}

function inboxStamp(root) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesBelow(root, source))) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(root, path) {
  if (path === 'inbox-ui/dist' || !existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = `${path}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, below) : [below];
    });
}
