import { describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { linkLifetimeMs, readFileLink, signFileLink } from './file-links.ts';

const keyring = { derive: (purpose: string) => Buffer.from(purpose.padEnd(32)) } as Parameters<
  typeof readFileLink
>[0];
const otherKeyring = {
  derive: (purpose: string) => Buffer.from(purpose.padStart(32)),
} as typeof keyring;

describe('a link to a file', () => {
  const now = new Date('2026-11-24T12:00:00.000Z');
  const link = {
    organizationId: newId(),
    attachmentId: newId(),
    expiresAt: new Date('2026-11-24T12:01:00.000Z'),
  };
  const token = signFileLink(keyring, link);

  it('says which file, of whom, until when, in 70 characters that fit an SMS', () => {
    expect(readFileLink(keyring, token, now)).toEqual(link);
    expect(token).toMatch(/^[\w-]{70}$/);
  });

  it('ends at its second', () => {
    expect(readFileLink(keyring, token, new Date('2026-11-24T12:00:59.999Z'))).toEqual(link);
    expect(readFileLink(keyring, token, link.expiresAt)).toBe(null);
  });

  it('opens nothing once a bit of it was changed', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readFileLink(keyring, changed.toString('base64url'), now), `bit ${bit}`).toBe(null);
    }
  });

  it('that is shorter, longer, or of another installation opens nothing', () => {
    for (const wrong of ['', 'x', token.slice(4), token.slice(0, -4), `${token}AAAA`]) {
      expect(readFileLink(keyring, wrong, now)).toBe(null);
    }
    expect(readFileLink(otherKeyring, token, now)).toBe(null);
  });

  it('lives a day for a provider and a week for a reader', () => {
    expect(linkLifetimeMs).toEqual({ provider: 86_400_000, reader: 604_800_000 });
  });
});
