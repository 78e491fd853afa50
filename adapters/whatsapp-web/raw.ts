import { rawDataOf, type Fields } from './fields.ts';

/** Keys that open a file, and pictures of it. */
const leftOut = new Set([
  'mediaKey',
  'messageSecret',
  'mediaData',
  'thumbnail',
  'preview',
  'waveform',
]);
const maxLength = 4000;

/** What the page said, as plain data that fit a database: without file keys, thumbnails and anything bulky. */
export function rawOf(event: Fields): Fields {
  const raw = rawDataOf(event);
  const source = Object.keys(raw).length > 0 ? raw : event;
  const kept = Object.entries(source).filter(([name, value]) => {
    if (leftOut.has(name) || typeof value === 'function') return false;
    if (name === 'body' && source['type'] !== 'chat') return false;
    return name === 'body' || isSmall(value);
  });
  return Object.fromEntries(kept);
}

function isSmall(value: unknown): boolean {
  try {
    return (JSON.stringify(value) ?? '').length <= maxLength;
  } catch {
    return false;
  }
}
