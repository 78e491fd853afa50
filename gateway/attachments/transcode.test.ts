import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg, record, whyNoFfmpeg } from '../test/real-ffmpeg.ts';
import { findTranscoder, type Transcoder } from './transcode.ts';

const title = whyNoFfmpeg ? ` (skipped: ${whyNoFfmpeg})` : '';

/** What ffmpeg itself says of a file. */
function look(bytes: Buffer): string {
  const { stderr } = spawnSync(ffmpeg, ['-hide_banner', '-i', 'pipe:0'], { input: bytes });
  return String(stderr);
}

describe(`a recording, by the real ffmpeg${title}`, () => {
  let transcoder: Transcoder | null = null;
  beforeAll(async () => {
    transcoder = whyNoFfmpeg ? null : await findTranscoder(ffmpeg);
  });

  it.skipIf(whyNoFfmpeg).each([
    ['webm', 'video/webm'],
    ['mp4', 'audio/mp4'],
  ] as const)('as %s becomes Ogg/Opus without a word about whom', async (format, mimeType) => {
    const recorded = await record(format, 'Kanarienvogel');
    expect(recorded.includes('Kanarienvogel'), 'it told whom').toBe(true);
    const note = (await transcoder?.toVoiceNote(recorded, mimeType)) ?? Buffer.alloc(0);
    expect(look(note)).toMatch(/Input #0, ogg[\s\S]*Audio: opus, 48000 Hz, mono/);
    expect(note.length).toBeGreaterThan(3000);
    expect(note.includes('Kanarienvogel')).toBe(false);
  });

  it.skipIf(whyNoFfmpeg)('becomes AAC in MP4 with its index in front', async () => {
    const playable = await transcoder?.toPlayable(await record('ogg'), 'audio/ogg');
    expect(look(playable ?? Buffer.alloc(0))).toMatch(/Audio: aac \(LC\).*mono/);
    const index = playable?.indexOf('moov') ?? -1;
    expect(index).toBeGreaterThan(0);
    expect(index).toBeLessThan(playable?.indexOf('mdat') ?? 0);
  });

  it.skipIf(whyNoFfmpeg)('that is none, or would open other files, is left as it is', async () => {
    const before = await readdir('/dev/shm').catch((): string[] => []);
    for (const [bytes, mimeType] of [
      [Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'), 'audio/mpeg'],
      [Buffer.from('ftypisom and nothing more'), 'video/mp4'],
      [Buffer.from('OggS'), 'application/x-unknown'],
    ] as const) {
      expect(await transcoder?.toVoiceNote(bytes, mimeType)).toBe(null);
    }
    expect(await transcoder?.toPlayable(Buffer.from('OggS and nothing more'), 'audio/ogg')).toBe(
      null,
    );
    const left = (await readdir('/dev/shm').catch((): string[] => [])).filter(
      (name) => !before.includes(name),
    );
    expect(
      left.filter((name) => name.startsWith('lotse-')),
      'nothing is left behind',
    ).toEqual([]);
  });
});

it('without ffmpeg, or with a program that is none, there is no transcoder', async () => {
  expect(await findTranscoder('/nowhere/ffmpeg')).toBe(null);
  expect(await findTranscoder('/bin/true')).toBe(null);
  expect(await findTranscoder('/bin/false')).toBe(null);
});
