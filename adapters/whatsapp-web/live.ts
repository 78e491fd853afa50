import type { Line, LineState } from '../adapter.ts';
import { createAddresses } from './addresses.ts';
import { asConnection } from './connection.ts';
import { endOf, endOfStart, type End } from './ends.ts';
import { catchUp } from './catch-up.ts';
import { hear, leftEvent } from './hearing.ts';
import { createInbox } from './inbox.ts';
import { createKnownMessages } from './known-messages.ts';
import type { WebClient } from './library.ts';
import type { Machinery } from './machinery.ts';
import type { OpenedClient } from './open-client.ts';
import { createOutgoing } from './outgoing.ts';
import { packProfile, type PairingNotes } from './profile.ts';
import { within } from './within.ts';

type Life = {
  opened: OpenedClient;
  line: Line;
  profileFolder: string;
  /** From the saved pairing; null when there is none. */
  notes: PairingNotes | null;
  /** Settles once, with why it is over; null when the gateway wants it to be. */
  over: PromiseWithResolvers<End | null>;
  machinery: Machinery;
};

export type Run = {
  /** What belongs to the pairing, or null when the number was never connected in this run. */
  notes(): PairingNotes | null;
  /** Takes nothing more, and hands over what has come. */
  stop(): Promise<void>;
};

/** Runs a client until it is over: reports how it is, hears what comes, looks after it, saves its pairing. */
export function live({ opened, line, profileFolder, notes, over, machinery }: Life): Run {
  const { client, makeMedia } = opened;
  const { now, timing } = machinery;
  const addresses = createAddresses(client, notes?.numbers);
  const known = createKnownMessages();
  const outgoing = createOutgoing();
  const sealed = new Set(notes?.sealed);
  const inbox = createInbox(line, { retryMs: timing.retryMs, onStuck: () => lose('not_stored') });
  const hearing = hear({
    client,
    inbox,
    addresses,
    known,
    outgoing,
    sealed,
    decryptGraceMs: timing.decryptGraceMs,
    now,
  });
  const connectedAt = now();
  let pairedAt = notes ? new Date(notes.pairedAt) : null;
  let heardUntil = notes ? new Date(notes.heardUntil) : null;
  let isConnected = false;
  let hasNews = false;
  let saving = Promise.resolve();
  let silence = setTimeout(() => lose('start_timeout'), timing.startSilenceMs);
  let pairing: NodeJS.Timeout | undefined;
  const timers: NodeJS.Timeout[] = [];
  const gaps = catchUp({
    client,
    hearing,
    inbox,
    now,
    deadMs: timing.deadMs,
    answerMs: timing.answerMs,
    onDead: () => lose('not_responding'),
  });

  function lose(reason: string): void {
    over.resolve({ state: 'lost', reason });
  }

  function tell(state: LineState): Promise<void> {
    return line.report(state).catch(() => lose('internal_error'));
  }

  function showSignOfLife(): void {
    if (isConnected) return;
    clearTimeout(silence);
    silence = setTimeout(() => lose('start_timeout'), timing.startSilenceMs);
  }

  /** Who has a pairing and is asked for a new one was logged out meanwhile. How long to wait is up to the gateway. */
  function pair(state: Extract<LineState, { state: 'pairing' }>): void {
    if (notes) return over.resolve({ state: 'ended', code: 'logged_out', reason: 'unpaired' });
    clearTimeout(silence);
    if (state.qr && !pairing) pairing = setInterval(() => void lookAtPairing(), timing.checkMs);
    void tell(state);
  }

  /** After some minutes WhatsApp makes no new QR code; the library would go on showing the last one. */
  async function lookAtPairing(): Promise<void> {
    const state = await client.getState().catch(() => null);
    if (state !== 'UNPAIRED_IDLE') return;
    over.resolve({ state: 'ended', code: 'logged_out', reason: 'qr_expired' });
  }

  /** Also comes again after a broken connection was mended. */
  async function ready(): Promise<void> {
    heardUntil ??= line.lastReceivedAt ?? pairedAt ?? now();
    pairedAt ??= now();
    gaps.read({ since: heardUntil, floor: line.lastReceivedAt ? new Date(0) : pairedAt });
    void hearing.readSealed();
    if (isConnected) return;
    isConnected = true;
    clearTimeout(silence);
    clearInterval(pairing);
    line.connected(connection);
    timers.push(
      setInterval(() => void gaps.check(), timing.checkMs),
      setTimeout(save, timing.firstSaveMs),
      setInterval(lookAfter, timing.saveMs),
    );
    await tell({ state: 'connected', label: labelOf(client) });
  }

  function lookAfter(): void {
    void hearing.readSealed();
    if (hasNews) save();
  }

  /** A save that fails leaves the last one, and the next comes soon. */
  function save(): void {
    hasNews = false;
    saving = saving.then(async () => {
      const current = currentNotes();
      const packed = current && (await packProfile(profileFolder, current));
      if (packed) await line.saveSession(packed);
    });
    saving = saving.catch(() => {
      hasNews = true;
    });
  }

  function currentNotes(): PairingNotes | null {
    if (!isConnected || !pairedAt || !heardUntil) return null;
    if (inbox.isEmpty()) heardUntil = gaps.wholeUntil() ?? heardUntil;
    return {
      pairedAt: pairedAt.toISOString(),
      heardUntil: heardUntil.toISOString(),
      numbers: addresses.numbers(),
      sealed: [...sealed],
    };
  }

  const connection = asConnection({
    client,
    addresses,
    outgoing,
    makeMedia,
    connectedAt,
    echoGraceMs: timing.echoGraceMs,
    reportLeft: (externalId, deliveryId) =>
      inbox.take(() => [leftEvent(externalId, deliveryId, now())]),
    pageBroke: () => lose('page_crashed'),
  });

  line.signal.addEventListener('abort', () => over.resolve(null), { once: true });
  if (line.signal.aborted) over.resolve(null);
  client.on('qr', (qr) => pair({ state: 'pairing', qr: String(qr) }));
  client.on('code', (code) => pair({ state: 'pairing', code: String(code) }));
  client.on('loading_screen', showSignOfLife);
  client.on('authenticated', showSignOfLife);
  client.on('ready', () => void ready());
  client.on('disconnected', (reason) => over.resolve(endOf(reason)));
  client.on('auth_failure', () =>
    over.resolve({ state: 'ended', code: 'credentials_failed', reason: 'auth_failure' }),
  );
  for (const event of ['message_create', 'message_ack', 'message_ciphertext']) {
    client.on(event, () => {
      hasNews = true;
    });
  }
  client.initialize().catch((error: unknown) => over.resolve(endOfStart(error)));

  return {
    notes: currentNotes,
    async stop() {
      clearTimeout(silence);
      clearInterval(pairing);
      for (const timer of timers) clearTimeout(timer);
      hearing.stop();
      line.connected(undefined);
      const signal = AbortSignal.timeout(timing.drainMs);
      await within(Promise.all([inbox.idle(), saving]), signal).catch(() => undefined);
    },
  };
}

/** What an administrator knows the account by. */
function labelOf({ info }: WebClient): string | null {
  if (info?.wid?.server === 'c.us') return `+${info.wid.user}`;
  return info?.pushname ?? null;
}
