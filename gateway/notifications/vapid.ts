import { createECDH, createHmac } from 'node:crypto';
import type { Keyring } from '../keyring.ts';

export type VapidDetails = { subject: string; publicKey: string; privateKey: string };

/**
 * By which push services know this installation (RFC 8292). Derived from the master key and kept nowhere: all machines
 * agree, a restored backup keeps its subscriptions, and a dump of the database holds nothing to push with.
 */
export function vapidDetails(keyring: Keyring, publicUrl: string): VapidDetails {
  const { publicKey, privateKey } = keyPair(keyring.derive('web push'));
  return {
    // A push service may write there when it is flooded. Plain http only happens on the own machine.
    subject: publicUrl.startsWith('https:') ? publicUrl : 'mailto:operator@localhost',
    publicKey: publicKey.toString('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
}

/** One in four thousand million seeds is no private key of P-256: then the next one is taken. */
function keyPair(seed: Buffer): { publicKey: Buffer; privateKey: Buffer } {
  const curve = createECDH('prime256v1');
  for (let attempt = 0; ; attempt += 1) {
    const privateKey = createHmac('sha256', seed).update(`vapid ${attempt}`).digest();
    try {
      curve.setPrivateKey(privateKey);
      return { publicKey: curve.getPublicKey(), privateKey };
    } catch (error) {
      if (attempt > 8) throw error;
    }
  }
}
