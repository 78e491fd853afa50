import type { Attachment } from '../contract/message.ts';
import type { Log } from '../logger.ts';
import { isPictureType, makePreview } from './make-preview.ts';
import { detectMediaType } from './media-type.ts';
import { openScanner, type Scanner } from './scan.ts';
import { stripMetadata } from './strip-metadata.ts';
import { findTranscoder, type Transcoder } from './transcode.ts';

/** A file that may be kept, and what is kept beside it. */
export type PreparedFile = {
  bytes: Buffer;
  mimeType: string;
  kind: Attachment['kind'];
  width: number | null;
  height: number | null;
  preview: Buffer | 'original' | null;
  playable: Buffer | null;
};

export type BlockedReason = NonNullable<Attachment['blockedReason']>;
export type Prepared =
  | { isBlocked: false; file: PreparedFile }
  | { isBlocked: true; reason: BlockedReason; mimeType: string };

/** What every file goes through before it is kept, whichever way it came. */
export type Preparation = {
  /** False while files have to wait, because the virus scanner does not answer. */
  isReady(): Promise<boolean>;
  /** @throws ScannerAwayError when it can't be checked now. */
  receive(bytes: Buffer, claimedType: string | null): Promise<Prepared>;
  /**
   * As `receive`, for what we send: pictures lose what tells of place and camera, a recording becomes the Ogg/Opus that
   * messengers show as a voice note. Without ffmpeg it goes as the browser made it.
   */
  upload(bytes: Buffer, claimedType: string | null, isVoice: boolean): Promise<Prepared>;
};

const readinessMs = 1000;
/** Sound that some browser, or all, can't play. */
const needPlayable = new Set(['audio/ogg', 'audio/amr']);

export function openPreparation(
  { clamdUrl, ffmpegPath }: { clamdUrl: string | undefined; ffmpegPath: string },
  log: Log,
): Preparation {
  const scanner = clamdUrl === undefined ? null : openScanner(clamdUrl);
  const transcoder = ffmpegPath === 'off' ? Promise.resolve(null) : findTranscoder(ffmpegPath);
  tellWhatIsThere(scanner, transcoder, log);

  async function check(bytes: Buffer): Promise<BlockedReason | null> {
    if (!scanner) return null;
    const { verdict, signature } = await scanner.scan(bytes);
    if (verdict === 'clean') return null;
    log.warn({ verdict, signature, sizeBytes: bytes.length }, 'file blocked');
    return verdict;
  }

  async function prepare(
    bytes: Buffer,
    claimedType: string | null,
    change: (bytes: Buffer, mimeType: string) => Promise<{ bytes: Buffer; mimeType: string }>,
  ): Promise<Prepared> {
    const detected = await detectMediaType(bytes, claimedType);
    const reason = await check(bytes);
    if (reason) return { isBlocked: true, reason, mimeType: detected.mimeType };
    const changed = await change(bytes, detected.mimeType);
    const picture = isPictureType(changed.mimeType)
      ? await makePreview(changed.bytes, changed.mimeType)
      : null;
    return {
      isBlocked: false,
      file: {
        ...changed,
        kind: detected.kind,
        width: picture?.width ?? null,
        height: picture?.height ?? null,
        preview: picture?.preview ?? null,
        playable: needPlayable.has(changed.mimeType)
          ? ((await (await transcoder)?.toPlayable(changed.bytes, changed.mimeType)) ?? null)
          : null,
      },
    };
  }

  let looked: { at: number; isReady: Promise<boolean> } | undefined;
  return {
    // Many files may wait at the same time: one look serves them all.
    async isReady() {
      if (!scanner) return true;
      if (!looked || performance.now() - looked.at > readinessMs)
        looked = { at: performance.now(), isReady: scanner.isReady() };
      return looked.isReady;
    },
    receive: (bytes, claimedType) =>
      prepare(bytes, claimedType, async (bytes, mimeType) => ({ bytes, mimeType })),
    async upload(bytes, claimedType, isVoice) {
      const prepared = await prepare(bytes, claimedType, async (bytes, mimeType) => {
        if (!isVoice || mimeType === 'audio/ogg')
          return { bytes: stripMetadata(bytes, mimeType), mimeType };
        const note = await (await transcoder)?.toVoiceNote(bytes, mimeType);
        return note
          ? { bytes: note, mimeType: 'audio/ogg' }
          : { bytes, mimeType: soundType(mimeType) };
      });
      if (isVoice && !prepared.isBlocked) prepared.file.kind = 'voice';
      return prepared;
    },
  };
}

/** A recording has no picture, although its container is one for films. */
function soundType(mimeType: string): string {
  return mimeType.replace(/^video\/(webm|mp4)$/, 'audio/$1');
}

function tellWhatIsThere(
  scanner: Scanner | null,
  transcoder: Promise<Transcoder | null>,
  log: Log,
): void {
  if (!scanner) log.info('CLAMD_URL is not set: files are not checked for viruses');
  else
    void scanner.isReady().then((isReady) => {
      if (isReady) log.info('files are checked for viruses by clamd');
      else log.warn('clamd does not answer: files wait until it does');
    });
  void transcoder.then((found) => {
    if (found) log.info('ffmpeg found: voice notes are converted');
    else log.info('no ffmpeg: voice notes are kept and sent as they are');
  });
}
