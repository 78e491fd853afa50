import type { InboundEvent } from './events.ts';
import type { ProblemCode } from './health.ts';

/** How far a connection that an adapter holds itself has come. `pairing` waits for a person with the phone. */
export type LineState =
  | { state: 'starting' }
  | { state: 'pairing'; qr?: string; code?: string }
  | { state: 'connected'; label: string | null }
  /** Broken, and worth another try by itself. */
  | { state: 'lost'; reason: string }
  /** Over until a person acts: logged out, replaced, banned. */
  | { state: 'ended'; code: ProblemCode; reason: string };

/** What an adapter without webhooks is given while it listens to one channel. */
export type Line = {
  channelId: string;
  signal: AbortSignal;
  /** Resolves when the events are durably stored. */
  emit: (events: InboundEvent[]) => Promise<void>;
  report: (state: LineState) => Promise<void>;
  /** Hands over what `send` and `fetchMedia` find as `call.connection`; undefined when it is gone. */
  connected: (connection: unknown) => void;
  /** The pairing data, sealed at rest by the gateway; null before the first pairing. */
  loadSession: () => Promise<Buffer | null>;
  saveSession: (session: Buffer | null) => Promise<void>;
  /** An empty folder of this process that only it can read; removed when the line ends. */
  scratchFolder: string;
  /** When the channel last received something, to fill the gap from there. */
  lastReceivedAt: Date | null;
  /** For pairing by code instead of QR: the number to pair, digits only. */
  pairingNumber: string | null;
};
