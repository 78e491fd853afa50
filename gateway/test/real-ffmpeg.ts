import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ffmpeg = 'ffmpeg';
export const whyNoFfmpeg =
  spawnSync(ffmpeg, ['-version']).status === 0
    ? null
    : 'no ffmpeg on this machine (Debian: apt-get install ffmpeg)';

const codecs = { webm: 'libopus', ogg: 'libopus', mp4: 'aac', wav: 'pcm_s16le' };

/** A second and a half of a tone, in the containers that browsers and messengers use. */
export async function record(format: keyof typeof codecs, title = 'a recording'): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-record-'));
  const path = join(folder, `voice.${format}`);
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=300:duration=1.5'];
  const about = ['-metadata', `title=${title}`];
  const made = spawnSync(ffmpeg, [...tone, '-c:a', codecs[format], ...about, path]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  try {
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
