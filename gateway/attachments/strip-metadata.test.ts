import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { stripMetadata } from './strip-metadata.ts';

const place = 'Kanarienvogelweg 7';

/** A picture that tells a lot: EXIF with GPS, a way up, a colour profile, XMP. */
function picture(format: 'jpeg' | 'png' | 'webp', options: object = {}): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#a03020' } })
    .withExif({
      IFD0: { ImageDescription: place, Artist: place },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 19/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${place}</x:xmpmeta>`)
    .withIccProfile('p3')
    .toFormat(format, options)
    .toBuffer();
}

const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();

describe('a picture that we send', () => {
  it.each([
    ['jpeg', {}],
    ['jpeg', { progressive: true }],
    ['png', {}],
    ['webp', {}],
  ] as const)('loses place and camera and keeps its pixels: %s %j', async (format, options) => {
    const before = await picture(format, options);
    const type = `image/${format}`;
    expect((await sharp(before).metadata()).exif, 'it told something').toBeDefined();
    const after = stripMetadata(before, type);
    expect(after.includes(place)).toBe(false);
    expect(after.includes('GPS')).toBe(false);
    const { exif, xmp, icc, hasProfile } = await sharp(after).metadata();
    expect({ xmp, exif: format === 'jpeg' ? exif?.length : exif }).toEqual({
      xmp: undefined,
      exif: format === 'jpeg' ? 32 : undefined,
    });
    expect(hasProfile && icc?.length).toBeGreaterThan(100);
    expect((await pixels(after)).equals(await pixels(before))).toBe(true);
    expect(stripMetadata(after, type).equals(after), 'once is enough').toBe(true);
  });

  it('stays the way up it was: the whole of EXIF that is left', async () => {
    const after = stripMetadata(await picture('jpeg'), 'image/jpeg');
    expect(await sharp(after).metadata()).toMatchObject({
      orientation: 6,
      autoOrient: { width: 20, height: 40 },
    });
    const plain = await sharp(Buffer.from(after)).jpeg().toBuffer();
    expect(stripMetadata(plain, 'image/jpeg').equals(plain), 'nothing to take out').toBe(true);
  });

  it('loses what hides behind its end, and comments', async () => {
    const plain = await sharp(await picture('jpeg'))
      .jpeg()
      .toBuffer();
    const comment = Buffer.from([0xff, 0xfe, 0, 2 + place.length, ...Buffer.from(place)]);
    const bytes = Buffer.concat([
      plain.subarray(0, 2),
      comment,
      plain.subarray(2),
      Buffer.from(`<script>${place}`),
    ]);
    expect(stripMetadata(bytes, 'image/jpeg').equals(plain)).toBe(true);
  });

  it('is sent as it is when it can not be read, and so is anything else', async () => {
    const jpeg = await picture('jpeg');
    for (const [bytes, type] of [
      [jpeg.subarray(0, -40), 'image/jpeg'],
      [jpeg.subarray(0, 3), 'image/jpeg'],
      [Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1]), 'image/jpeg'],
      [(await picture('png')).subarray(0, 60), 'image/png'],
      [Buffer.from('RIFF\xff\0\0\0WEBPVP8X\xff\xff\0\0', 'latin1'), 'image/webp'],
      [Buffer.from('RIFF'), 'image/webp'],
      [Buffer.from('%PDF-1.4'), 'application/pdf'],
    ] as const) {
      expect(stripMetadata(bytes, type)).toBe(bytes);
    }
  });
});
