import { describe, expect, test } from 'vitest';
import type { ChannelCapabilities } from '../../gateway/contract/channel.ts';
import { checkFile, formatBytes, matches, sizesOf } from './file-limits.ts';

const whatsapp = {
  media: {
    image: { maxBytes: 5_000_000, mimeTypes: ['image/jpeg', 'image/png'] },
    document: { maxBytes: 100_000_000, mimeTypes: [] },
  },
} as unknown as ChannelCapabilities;
const narrow = {
  media: { image: { maxBytes: 5_000_000, mimeTypes: ['image/jpeg'] } },
} as unknown as ChannelCapabilities;
const file = (type: string, size: number) => ({ name: 'letter', type, size });

describe('a file before it is uploaded', () => {
  test('fits when any kind it may be sent as fits', () => {
    expect(checkFile(file('image/jpeg', 8_000_000), whatsapp)).toBeNull();
  });

  test('is too large with the limit named', () => {
    expect(checkFile(file('image/jpeg', 8_000_000), narrow)).toEqual({
      code: 'too_large',
      maxBytes: 5_000_000,
    });
  });

  test('of a kind that the channel does not carry is refused', () => {
    expect(checkFile(file('application/pdf', 1000), narrow)).toEqual({ code: 'kind_not_accepted' });
  });

  test('is too large for the gateway before the channel is asked, in a note as well', () => {
    const problem = { code: 'too_large', maxBytes: 25 * 1024 * 1024 };
    expect(checkFile(file('application/pdf', 30_000_000), whatsapp)).toEqual(problem);
    expect(checkFile(file('application/pdf', 30_000_000), undefined)).toEqual(problem);
    expect(sizesOf(whatsapp)).toEqual([
      { kind: 'image', maxBytes: 5_000_000 },
      { kind: 'document', maxBytes: 25 * 1024 * 1024 },
    ]);
  });

  test('with nothing in it is refused', () => {
    expect(checkFile(file('image/png', 0), whatsapp)).toEqual({ code: 'empty' });
  });
});

test('mime types match by wildcard and without parameters', () => {
  expect(matches('audio/*', 'audio/ogg')).toBe(true);
  expect(matches('audio/ogg; codecs=opus', 'audio/ogg;codecs=opus')).toBe(true);
  expect(matches('audio/ogg', 'audio/mp4')).toBe(false);
});

test('sizes are said as people say them', () => {
  expect(formatBytes(1_260_000, 'de')).toBe('1,3 MB');
  expect(formatBytes(640_000, 'en')).toBe('640 kB');
});
