import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import {
  defineAdapter,
  SendError,
  type Adapter,
  type InboundEvent,
  type Line,
  type LineState,
} from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';

export const riskTexts = {
  en: 'The number may be banned.',
  de: 'Die Nummer kann gesperrt werden.',
};
/** Stands in what the double keeps as its session; must be readable nowhere. */
export const sessionCanary = 'session-canary-Kanarienvogel';

/** One call of `listen`. */
export type DoubleRun = {
  line: Line;
  startedAt: Date;
  /** What `loadSession` gave. */
  session: Buffer | null;
  /** Names in the scratch folder when it began. */
  found: string[];
  isConnected: boolean;
  isOver: boolean;
  /** The person with the phone completes the pairing. */
  scan(): void;
  report(state: LineState): Promise<void>;
};

export type SentMessage = { to: string; text: string | null; at: Date; run: DoubleRun };

/**
 * An adapter that listens, and the messenger behind it: a history of what people wrote, a phone that can be paired, a
 * connection that can be lost. Like WhatsApp Web it replays nothing; whoever connects reads the history.
 */
export type LineDouble = {
  adapter: Adapter;
  runs: DoubleRun[];
  sent: SentMessage[];
  /** The most connections that ever stood at the same time on one channel. */
  mostAtOnce(): number;
  last(): DoubleRun;
  /** Somebody writes; whoever is connected hears it. */
  write(from: string, text: string, at?: Date): Promise<void>;
  /** Takes the adapter out of the registry again. */
  remove(): void;
};

export function addLineDouble(kind: string, more: Partial<Adapter> = {}): LineDouble {
  const history: { id: string; from: string; text: string; at: Date }[] = [];
  const runs: DoubleRun[] = [];
  const sent: SentMessage[] = [];
  let mostAtOnce = 0;

  const received = ({ id, from, text, at }: (typeof history)[number]): InboundEvent => ({
    type: 'message.received',
    externalId: id,
    sender: { urn: `whatsapp:${from}`, messenger: 'whatsapp', displayName: 'Amina' },
    sentAt: at,
    providerOrder: Math.floor(at.getTime() / 1000),
    content: { kind: 'text', text, payload: null, attachments: [] },
    raw: { id },
  });

  async function listen(_: unknown, line: Line): Promise<void> {
    const scanned = Promise.withResolvers<void>();
    const run: DoubleRun = {
      line,
      startedAt: new Date(),
      session: await line.loadSession(),
      found: await readdir(line.scratchFolder),
      isConnected: false,
      isOver: false,
      scan: scanned.resolve,
      report: line.report,
    };
    runs.push(run);
    const ended = new Promise<void>((resolve) => {
      if (line.signal.aborted) resolve();
      line.signal.addEventListener('abort', () => resolve());
    });
    try {
      await writeFile(join(line.scratchFolder, 'profile'), sessionCanary);
      await line.report({ state: 'starting' });
      if (!run.session) {
        await line.report(
          line.pairingNumber
            ? { state: 'pairing', code: `CODE-${line.pairingNumber.slice(-4)}` }
            : { state: 'pairing', qr: 'qr-canary-1' },
        );
        await Promise.race([scanned.promise, ended]);
        if (line.signal.aborted) return;
        await line.saveSession(Buffer.from(`${sessionCanary} ${runs.length}`));
      }
      run.isConnected = true;
      mostAtOnce = Math.max(
        mostAtOnce,
        runs.filter((one) => one.line.channelId === line.channelId && one.isConnected).length,
      );
      line.connected(run);
      await line.report({ state: 'connected', label: '+49301234' });
      const { lastReceivedAt } = line;
      const missed = history.filter(({ at }) => lastReceivedAt && at >= lastReceivedAt);
      if (missed.length > 0) await line.emit(missed.map(received));
      await ended;
    } finally {
      run.isConnected = false;
      run.isOver = true;
    }
  }

  const adapter = defineAdapter({
    kind,
    credentialsSchema: z.object({}),
    generatedSecrets: [],
    capabilities: {
      whatsapp: {
        ...(adapters['simulator'] as Adapter).capabilities.whatsapp!,
        replyWindowHours: null,
      },
    },
    risk: riskTexts,
    listen,
    async send(message, _credentials, call) {
      const run = call.connection as DoubleRun | undefined;
      if (!run?.isConnected)
        throw new SendError('provider_unavailable', 'Not connected', { retryable: true });
      sent.push({ to: message.to.urn, text: message.text, at: new Date(), run });
      return { parts: [{ externalId: `sent-${message.deliveryId}-${message.partIndex}` }] };
    },
    fetchMedia: () => Promise.reject(new Error('The double has no files')),
    ...more,
  });
  adapters[kind] = adapter;

  return {
    adapter,
    runs,
    sent,
    mostAtOnce: () => mostAtOnce,
    last() {
      const run = runs.at(-1);
      if (!run) throw new Error('Nothing has listened yet');
      return run;
    },
    async write(from, text, at = new Date()) {
      const message = { id: `in-${history.length + 1}`, from, text, at };
      history.push(message);
      const run = runs.find(({ isConnected }) => isConnected);
      await run?.line.emit([received(message)]);
    },
    remove: () => void delete adapters[kind],
  };
}
