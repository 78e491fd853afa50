import { join } from 'node:path';
import type { Line } from '../adapter.ts';
import { findBrowser } from './browser.ts';
import type { WhatsappWebCredentials } from './credentials.ts';
import { isUnpaired, type End } from './ends.ts';
import { live } from './live.ts';
import type { Machinery } from './machinery.ts';
import { openClient } from './open-client.ts';
import { packProfile, unpackProfile } from './profile.ts';
import { within } from './within.ts';

export const standardTiming: Machinery['timing'] = {
  startSilenceMs: 180_000,
  checkMs: 30_000,
  deadMs: 180_000,
  answerMs: 20_000,
  firstSaveMs: 60_000,
  saveMs: 300_000,
  decryptGraceMs: 60_000,
  echoGraceMs: 2000,
  closeGraceMs: 1500,
  drainMs: 500,
  retryMs: [500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000],
};

const real: Machinery = { findBrowser, openClient, now: () => new Date(), timing: standardTiming };

/**
 * Holds the connection of one number: a Chromium with WhatsApp Web in it. Resolves after it was lost or has ended, which
 * was reported then, or after the signal; the browser is gone by then, and the pairing saved.
 */
export async function listen(
  _credentials: WhatsappWebCredentials,
  line: Line,
  machinery: Machinery = real,
): Promise<void> {
  await line.report({ state: 'starting' });
  const executablePath = machinery.findBrowser();
  if (!executablePath) return missing(line, 'browser_missing');
  const profileFolder = join(line.scratchFolder, 'profile');
  const session = await line.loadSession();
  const notes = session && (await unpackProfile(session, profileFolder));
  const over = Promise.withResolvers<End | null>();
  const opened = await machinery.openClient({
    executablePath,
    profileFolder,
    pairingNumber: line.pairingNumber,
    onGone: (reason) => over.resolve({ state: 'lost', reason }),
    onPairingRefused: () =>
      over.resolve({ state: 'ended', code: 'misconfigured', reason: 'pairing_refused' }),
  });
  if (!opened) return missing(line, 'library_missing');
  const run = live({ opened, line, profileFolder, notes, over, machinery });
  let end: End | null = null;
  try {
    end = await over.promise;
    if (isUnpaired(end)) await line.saveSession(null);
    if (end) await line.report(end);
  } finally {
    await run.stop();
    const isLeaving = line.signal.reason === 'unpaired' || line.signal.reason === 'deleted';
    const { closeGraceMs } = machinery.timing;
    if (isLeaving) {
      await within(opened.client.logout(), AbortSignal.timeout(closeGraceMs)).catch(
        () => undefined,
      );
    }
    await opened.close(closeGraceMs);
    const current = isLeaving || isUnpaired(end) ? null : run.notes();
    const packed = current && (await packProfile(profileFolder, current));
    if (packed) await line.saveSession(packed);
  }
}

function missing(line: Line, reason: 'browser_missing' | 'library_missing'): Promise<void> {
  return line.report({ state: 'ended', code: 'misconfigured', reason });
}
