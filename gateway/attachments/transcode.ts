import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limitConcurrency } from './limit-concurrency.ts';

export type Transcoder = {
  /** Ogg/Opus, mono: what messengers show as a voice note. Null when ffmpeg can't read it. */
  toVoiceNote(bytes: Buffer, mimeType: string): Promise<Buffer | null>;
  /** AAC in MP4, which every browser plays. Null when ffmpeg can't read it. */
  toPlayable(bytes: Buffer, mimeType: string): Promise<Buffer | null>;
};

const timeoutMs = 30_000;
const maxOutputBytes = 25 * 1024 * 1024;
const atOnce = 2;

/** The demuxer is named, so that no file chooses one that opens others (playlists, concat). */
const demuxers: Record<string, string> = {
  'audio/ogg': 'ogg',
  'audio/webm': 'matroska',
  'video/webm': 'matroska',
  'audio/mp4': 'mov',
  'video/mp4': 'mov',
  'audio/x-m4a': 'mov',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
};

/** An index at the end of the file can't be reached through a pipe. */
const needsSeeking = new Set(['mov']);

/** The ffmpeg of this machine; null when there is none that writes Opus and AAC. */
export async function findTranscoder(command: string): Promise<Transcoder | null> {
  const encoders = await run(command, ['-hide_banner', '-encoders'], null);
  if (!encoders?.includes('libopus') || !/ aac /.test(encoders.toString())) return null;
  const limit = limitConcurrency(atOnce);
  return {
    toVoiceNote: (bytes, mimeType) =>
      limit(() =>
        convert(command, bytes, mimeType, {
          options: ['-c:a', 'libopus', '-b:a', '32k', '-ac', '1', '-ar', '48000'],
          format: 'ogg',
          isSeekable: false,
        }),
      ),
    toPlayable: (bytes, mimeType) =>
      limit(() =>
        convert(command, bytes, mimeType, {
          options: ['-c:a', 'aac', '-b:a', '64k', '-ac', '1', '-movflags', '+faststart'],
          format: 'ipod',
          isSeekable: true,
        }),
      ),
  };
}

type Output = { options: string[]; format: string; isSeekable: boolean };

/**
 * Through pipes where the containers allow it; otherwise in a folder that only we can read, in memory where the system
 * has such a place, and gone at once.
 */
async function convert(
  command: string,
  bytes: Buffer,
  mimeType: string,
  { options, format, isSeekable }: Output,
): Promise<Buffer | null> {
  const demuxer = demuxers[mimeType.split(';')[0]?.trim() ?? ''];
  if (!demuxer) return null;
  const isInFile = needsSeeking.has(demuxer);
  if (!isInFile && !isSeekable) {
    return nonEmpty(await run(command, arguments_('pipe:0', 'pipe:1'), bytes));
  }
  const folder = await mkdtemp('/dev/shm/lotse-').catch(() => mkdtemp(join(tmpdir(), 'lotse-')));
  try {
    const input = isInFile ? join(folder, 'in') : 'pipe:0';
    const output = isSeekable ? join(folder, 'out') : 'pipe:1';
    if (isInFile) await writeFile(input, bytes, { mode: 0o600 });
    const piped = await run(command, arguments_(input, output), isInFile ? null : bytes);
    if (!isSeekable || piped === null) return nonEmpty(piped);
    return nonEmpty(await readFile(output));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  function arguments_(input: string, output: string): string[] {
    const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
    const source = ['-protocol_whitelist', 'file,pipe', '-f', demuxer ?? '', '-i', input];
    // The first sound track and nothing else: no picture, no title, no place of recording.
    const streams = ['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-threads', '1'];
    const limits = ['-t', '7200', '-fs', String(maxOutputBytes)];
    return [...quiet, ...source, ...streams, ...options, ...limits, '-f', format, output];
  }
}

function nonEmpty(bytes: Buffer | null): Buffer | null {
  return bytes && bytes.length > 0 ? bytes : null;
}

/** What it wrote, or null when it failed, took too long, wrote too much or does not exist. */
function run(command: string, options: string[], input: Buffer | null): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const child = spawn(command, options, {
      stdio: [input ? 'pipe' : 'ignore', 'pipe', 'ignore'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      // Nothing of our own environment: it holds keys.
      env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin' },
      cwd: '/',
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutputBytes) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks) : null));
    // It may have read enough, or nothing: a broken pipe shows in its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
