// Makes a fresh clone ready to run: packages, Node 24, the built inbox. Plain JavaScript without
// dependencies, because it runs before anything is installed, on any Node from 20 on.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInbox, isInboxBuilt } from './bootstrap/build-inbox.mjs';
import { installPackages, isInstalled } from './bootstrap/install-packages.mjs';
import { takeInstallLock } from './bootstrap/install-lock.mjs';
import { ensureNode24, hasNode24 } from './bootstrap/node-24.mjs';
import { StepFailed } from './bootstrap/run-step.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const withInbox = !process.argv.includes('--no-build');

try {
  await bootstrap();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function bootstrap() {
  if (isReady()) return;
  const releaseLock = await takeInstallLock(root);
  try {
    if (!isInstalled(root)) installPackages(root);
    ensureNode24(root);
    if (withInbox && !isInboxBuilt(root)) buildInbox(root);
  } finally {
    releaseLock();
  }
}

function isReady() {
  return isInstalled(root) && hasNode24(root) && (!withInbox || isInboxBuilt(root));
}
