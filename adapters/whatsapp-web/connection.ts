import { SendError, type CallContext } from '../adapter.ts';
import type { Addresses } from './addresses.ts';
import type { WebClient, WebMedia } from './library.ts';
import type { Outgoing } from './outgoing.ts';

/** What `listen` hands over while the number is connected. */
export type Connection = {
  client: WebClient;
  addresses: Addresses;
  outgoing: Outgoing;
  makeMedia: (mimeType: string, base64: string, fileName: string, sizeBytes: number) => WebMedia;
  connectedAt: Date;
  /** How long to wait for a message to be seen leaving after its call failed. */
  echoGraceMs: number;
  /** Reports that a send whose outcome was unknown has left after all. */
  reportLeft: (externalId: string, deliveryId: string) => void;
  /** The page cannot be used any more: the line starts anew. */
  pageBroke: () => void;
};

const marks = new WeakSet<object>();

/** Marks what belongs to this adapter, because the gateway hands it back as something unknown. */
export function asConnection(connection: Connection): Connection {
  marks.add(connection);
  return connection;
}

/** @throws SendError `provider_unavailable` (retryable) while the number is not connected in this process. */
export function connectionOf({ connection }: CallContext): Connection {
  if (typeof connection === 'object' && connection !== null && marks.has(connection)) {
    return connection as Connection;
  }
  throw new SendError('provider_unavailable', 'WhatsApp Web is not connected', {
    retryable: true,
    retryAfterMs: 60_000,
  });
}
