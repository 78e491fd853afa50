import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Type } from '@mikro-orm/core';

declare const sealed: unique symbol;

/** Encrypted bytes: version (1) | nonce (12) | tag (16) | AES-256-GCM ciphertext. The brand keeps plain text out. */
export type SealedText = Buffer & { [sealed]: true };

export type ContentKey = { version: number; key: Buffer };

/** The column type of everything that is sealed: a string can't get into it. */
export class SealedTextType extends Type<SealedText, Buffer> {
  override convertToDatabaseValue(value: SealedText): Buffer {
    return value;
  }

  override convertToJSValue(value: Buffer): SealedText {
    return (Buffer.isBuffer(value) ? value : Buffer.from(value)) as SealedText;
  }

  override compareAsType(): string {
    return 'Buffer';
  }

  override getColumnType(): string {
    return 'bytea';
  }
}

/**
 * Seals text or bytes. `rowId` and `column` are bound to the result: bytes moved to another row or column don't open.
 */
export function seal(
  key: ContentKey,
  rowId: string,
  column: string,
  plain: string | Buffer,
): SealedText {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key.key, nonce);
  cipher.setAAD(Buffer.from(`${rowId}/${column}`));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  return Buffer.concat([Buffer.of(key.version), nonce, cipher.getAuthTag(), body]) as SealedText;
}

/** @throws Error when the bytes were changed, belong elsewhere, or the key is another. */
export function openBytes(
  keys: ReadonlyMap<number, Buffer>,
  rowId: string,
  column: string,
  bytes: Buffer,
): Buffer {
  const version = bytes[0] ?? 0;
  const key = keys.get(version);
  if (!key) throw new Error(`No data key of version ${version}`);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(`${rowId}/${column}`));
  decipher.setAuthTag(bytes.subarray(13, 29));
  return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]);
}

let pool = Buffer.alloc(0);

/** Random nonces, drawn from the system a thousand at a time: one call each is the larger half of the sealing. */
function nextNonce(): Buffer {
  if (pool.length < 12) pool = randomBytes(12 * 1024);
  const nonce = pool.subarray(0, 12);
  pool = pool.subarray(12);
  return nonce;
}
