import { randomFillSync } from 'node:crypto';

const random = Buffer.alloc(8 * 512);
let offset = random.length;
let lastMs = 0;
let counter = 0;

/** A UUIDv7: milliseconds, then a counter within the millisecond, then 62 random bits. Rises within one process. */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  if (offset + 8 > random.length) {
    randomFillSync(random);
    offset = 0;
  }
  const tail = random.toString('hex', offset, offset + 8);
  offset += 8;
  const time = lastMs.toString(16).padStart(12, '0');
  const variant = (0x8 | (Number.parseInt(tail[0] ?? '0', 16) & 0x3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
}
