import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isPictureType, makePreview } from './make-preview.ts';

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#345678' } });
}

/** A PNG of a few kilobytes that claims so many pixels; its data are all zero. */
function bomb(width: number, height: number, rows: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(type, 4, 'latin1');
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), body])));
    return Buffer.concat([head, body, crc]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const data = deflateSync(Buffer.alloc(Math.ceil(width / 8 + 1) * rows));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

describe('the preview of a picture', () => {
  it('is at most 1200 pixels on its longest side, upright, and tells no place', async () => {
    const photo = await plain(3000, 2000)
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 19/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const made = await makePreview(photo, 'image/jpeg');
    expect(made).toMatchObject({ width: 2000, height: 3000 });
    const { preview } = made ?? {};
    if (!Buffer.isBuffer(preview)) throw new Error('no preview was made');
    const { format, width, height, exif, icc, xmp, orientation } = await sharp(preview).metadata();
    expect({ format, width, height, exif, icc, xmp, orientation }).toEqual({
      format: 'webp',
      width: 800,
      height: 1200,
    });
  });

  it('is never larger than the picture', async () => {
    const made = await makePreview(await plain(30, 20).png().toBuffer(), 'image/png');
    if (!Buffer.isBuffer(made?.preview)) throw new Error('no preview was made');
    expect(await sharp(made.preview).metadata()).toMatchObject({ width: 30, height: 20 });
  });

  it('of what moves is the picture itself; of many pages the first one', async () => {
    const frames = Buffer.concat([Buffer.alloc(16 * 16 * 3, 10), Buffer.alloc(16 * 16 * 3, 200)]);
    const gif = await sharp(frames, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } })
      .gif()
      .toBuffer();
    expect((await sharp(gif).metadata()).pages, 'it moves').toBe(2);
    expect(await makePreview(gif, 'image/gif')).toEqual({
      width: 16,
      height: 16,
      preview: 'original',
    });
    expect(await makePreview(gif, 'image/tiff')).toMatchObject({ preview: expect.any(Buffer) });
  });

  it('X17 of a picture that claims more pixels than memory holds is not made', async () => {
    const claims = bomb(60_000, 60_000, 1);
    expect(claims.length).toBeLessThan(10_000);
    expect(await makePreview(claims, 'image/png')).toEqual({
      width: 60_000,
      height: 60_000,
      preview: null,
    });
    const real = bomb(10_000, 10_000, 10_000);
    const started = process.memoryUsage().rss;
    expect(await makePreview(real, 'image/png')).toMatchObject({ width: 10_000 });
    expect(process.memoryUsage().rss - started).toBeLessThan(300 * 1024 * 1024);
  });

  it('X17 of what only begins like a picture is not made', async () => {
    for (const [bytes, type] of [
      [Buffer.from('GIF89a/*<script>alert(1)</script>*/=1;'), 'image/gif'],
      [Buffer.from('\x89PNG\r\n\x1a\n<html>', 'latin1'), 'image/png'],
      [Buffer.from('\xff\xd8\xff\xe0<svg onload=alert(1)>', 'latin1'), 'image/jpeg'],
      [Buffer.alloc(0), 'image/png'],
    ] as const) {
      expect(await makePreview(bytes, type)).toBe(null);
    }
  });

  it('X17 of a drawing that may run is never made', () => {
    expect(isPictureType('image/svg+xml')).toBe(false);
    expect(isPictureType('application/pdf')).toBe(false);
    expect(isPictureType('image/jpeg')).toBe(true);
  });
});
