import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../keyring.ts';

const day = 24 * 3600 * 1000;
/** MediaUrl is fetched by the provider at once; a link in an SMS is opened by a person, perhaps after the weekend. */
export const linkLifetimeMs = { provider: day, reader: 7 * day };

/** A signed, expiring link to one file: for providers that fetch, and for readers of SMS. */
export function signFileLink(
  keyring: Keyring,
  { organizationId, attachmentId, expiresAt }: FileLink,
): string {
  const body = Buffer.concat([
    hexOf(organizationId),
    hexOf(attachmentId),
    Buffer.from(
      Math.floor(expiresAt.getTime() / 1000)
        .toString(16)
        .padStart(8, '0'),
      'hex',
    ),
  ]);
  return Buffer.concat([body, signature(keyring, body)]).toString('base64url');
}

export type FileLink = { organizationId: string; attachmentId: string; expiresAt: Date };

/** Null when the token is not ours, was changed, or has expired. */
export function readFileLink(keyring: Keyring, token: string, now: Date): FileLink | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 52) return null;
  const body = bytes.subarray(0, 36);
  if (!timingSafeEqual(bytes.subarray(36), signature(keyring, body))) return null;
  const expiresAt = new Date(body.readUInt32BE(32) * 1000);
  if (expiresAt <= now) return null;
  return {
    organizationId: uuidOf(body.subarray(0, 16)),
    attachmentId: uuidOf(body.subarray(16, 32)),
    expiresAt,
  };
}

function signature(keyring: Keyring, body: Buffer): Buffer {
  return createHmac('sha256', keyring.derive('file links')).update(body).digest().subarray(0, 16);
}

function hexOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
