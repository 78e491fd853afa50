import type { OpenClient } from './open-client.ts';

/** The machine and its clock, as tests may replace them. */
export type Machinery = {
  findBrowser: () => string | null;
  openClient: OpenClient;
  now: () => Date;
  timing: Timing;
};

type Timing = {
  /** A start without any sign of life for so long is given up; loading the history is a sign. */
  startSilenceMs: number;
  /** How often a standing connection is looked at. */
  checkMs: number;
  /** How long it may be without WhatsApp. */
  deadMs: number;
  /** How long one look may take. */
  answerMs: number;
  /** A new pairing is not stable before. Source: RemoteAuth.js of whatsapp-web.js */
  firstSaveMs: number;
  saveMs: number;
  /** How long after the library gave up a message may still be opened before its place is marked. */
  decryptGraceMs: number;
  /** How long to wait for a message to be seen leaving after its call failed. */
  echoGraceMs: number;
  closeGraceMs: number;
  drainMs: number;
  /** Pauses before trying again to store what came, one each. */
  retryMs: readonly number[];
};
