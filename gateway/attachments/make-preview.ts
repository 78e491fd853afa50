/** Null: it can't be decoded, so it is no picture to us, whatever its first bytes say. */
export type Picture = {
  /** As it is meant to be seen, its way up applied. */
  width: number;
  height: number;
  /** `original` where the picture moves: a still of it would say less. Null where it has too many pixels to open. */
  preview: Buffer | 'original' | null;
} | null;

/** Longest side in pixels: sharp on a large screen, and a letter is still legible. */
const previewSide = 1200;
/** 10,000 × 10,000: ten times what a phone sends. A few kilobytes can claim more than memory holds. */
const maxPixels = 100_000_000;
const maxSeconds = 20;

const decodable = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/tiff',
]);

/** Whether a file of this type may have a preview. SVG never: drawing it means running it. */
export function isPictureType(mimeType: string): boolean {
  return decodable.has(mimeType);
}

/** Those that may hold several frames and that every browser plays by itself. */
const moving = new Set(['image/gif', 'image/webp', 'image/avif']);

/** A smaller WebP without any metadata: no place, no camera, no hidden thumbnail. */
export async function makePreview(bytes: Buffer, mimeType: string): Promise<Picture> {
  const sharp = await openSharp();
  try {
    const { autoOrient, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const size = { width: autoOrient.width, height: autoOrient.height };
    if (size.width * size.height > maxPixels) return { ...size, preview: null };
    if (pages > 1 && moving.has(mimeType)) return { ...size, preview: 'original' };
    const preview = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'none' })
      .timeout({ seconds: maxSeconds })
      .autoOrient()
      .resize({ width: previewSide, height: previewSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 3 })
      .toBuffer();
    return { ...size, preview };
  } catch {
    return null;
  }
}

/** Loaded with the first picture. One thread each, and nothing is kept: several are made at the same time. */
async function openSharp() {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
