/**
 * Takes out of a picture what tells where, when and with what it was taken: EXIF with GPS, XMP, IPTC, comments, hidden
 * second pictures behind the first. Pixels, colour profile and the way up stay as they are, byte by byte. A picture
 * that can't be read this way is returned unchanged.
 */
export function stripMetadata(bytes: Buffer, mimeType: string): Buffer {
  const strip = strippers[mimeType];
  return (strip && strip(bytes)) ?? bytes;
}

const strippers: Record<string, (bytes: Buffer) => Buffer | null> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
};

const jpegKept = new Set([0xe0, 0xee]);
const profileHead = Buffer.from('ICC_PROFILE\0');
const exifHead = Buffer.from('Exif\0\0');

/** Walks the segments to the end of the first picture. Source: ITU-T T.81, annex B */
function stripJpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let orientation = 1;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    let end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    const body = bytes.subarray(at + 4, end);
    if (marker === 0xda) end = endOfScan(bytes, end);
    if (marker === 0xe1 && body.subarray(0, 6).equals(exifHead))
      orientation = orientationOf(body.subarray(6));
    const isProfile = marker === 0xe2 && body.subarray(0, 12).equals(profileHead);
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    if (isProfile || jpegKept.has(marker) || (!isApplication && marker !== 0xfe))
      kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (bytes[at] !== 0xff || bytes[at + 1] !== 0xd9) return null;
  kept.push(bytes.subarray(at, at + 2));
  if (orientation > 1) kept.splice(1, 0, orientationSegment(orientation));
  return Buffer.concat(kept);
}

/** Inside compressed data, 0xff is followed by 0 or a restart marker; any other marker ends it. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7) && next !== 0xff) return at;
  }
  return bytes.length;
}

/** The way up, 1 to 8, from the first directory of a TIFF header; 1 when it says nothing. */
function orientationOf(tiff: Buffer): number {
  if (tiff.length < 8) return 1;
  const isLittle = tiff.subarray(0, 2).equals(Buffer.from('II'));
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (start + 2 > tiff.length) return 1;
  const count = short(start);
  for (let entry = start + 2; entry < start + 2 + count * 12; entry += 12) {
    if (entry + 12 > tiff.length) return 1;
    const value = short(entry + 8);
    if (short(entry) === 0x0112) return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An EXIF segment that holds the way up and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const directory = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  directory.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([exifHead, directory]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([head, body]);
}

const pngDropped = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

/** Source: https://www.w3.org/TR/png-3/#5Chunk-layout */
function stripPng(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!pngDropped.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

/** The flags of the first chunk say what follows. Source: RFC 9649, section 2.7 */
function stripWebp(bytes: Buffer): Buffer | null {
  if (bytes.length < 20) return null;
  const chunks: Buffer[] = [];
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  for (let at = 12; at + 8 <= end;) {
    const size = bytes.readUInt32LE(at + 4);
    const next = at + 8 + size + (size % 2);
    if (next > bytes.length) return null;
    const type = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, next));
    if (type === 'VP8X' && size > 0) chunk.writeUInt8(chunk.readUInt8(8) & ~0x0c, 8);
    if (type !== 'EXIF' && type !== 'XMP ') chunks.push(chunk);
    at = next;
  }
  if (chunks.length === 0) return null;
  const body = Buffer.concat(chunks);
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
