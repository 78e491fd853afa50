import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { idParams, instant } from './primitives.ts';

/** How far a connection has come that Lotse holds itself; in `unpaired` and `ended` nothing runs. */
export const lineStates = [
  'unpaired',
  'starting',
  'pairing',
  'connected',
  'lost',
  'ended',
  'disabled',
] as const;
export type LineStateName = (typeof lineStates)[number];

export const pairing = z.object({
  state: z.enum(lineStates),
  /** What to draw as a QR code, or the code to type into the phone; both null unless it waits for a person. */
  qr: z.string().nullable(),
  code: z.string().nullable(),
  /** The account, e.g. its number, once it was connected. */
  label: z.string().nullable(),
  since: instant,
  /** Why it was lost or has ended, lower_snake. */
  reason: z.string().nullable(),
  /** What has to be mended when it has ended. */
  problemCode: z.string().nullable(),
  /** Whether an earlier pairing is there to try again with. */
  hasSession: z.boolean(),
  /** When a lost line is tried again. */
  retryAt: instant.nullable(),
  /** Who accepted the written risk of this kind of channel, and whether the text is still the same. */
  risk: z
    .object({ acceptedBy: z.string().nullable(), acceptedAt: instant, isCurrent: z.boolean() })
    .nullable(),
});
export type Pairing = z.infer<typeof pairing>;

export const pairingMethod = z.discriminatedUnion('method', [
  z.object({ method: z.literal('qr') }),
  z.object({
    method: z.literal('code'),
    /** The number of the phone: digits only, with the country code, without plus and leading zeros. */
    number: z
      .string()
      .regex(/^[1-9]\d{6,14}$/, 'Give the number with its country code, digits only.'),
  }),
]);
export type PairingMethod = z.infer<typeof pairingMethod>;

export const getPairing = endpoint({
  method: 'GET',
  path: '/api/channels/:id/pairing',
  summary: 'How the connection of a channel is that is paired with a phone',
  access: 'channel.manage',
  params: idParams,
  response: pairing,
});

export const pairChannel = endpoint({
  method: 'POST',
  path: '/api/channels/:id/pair',
  summary: 'Pair a channel with a phone, from the start; an earlier pairing is forgotten',
  access: 'channel.manage',
  params: idParams,
  body: pairingMethod,
  response: pairing,
});

export const unpairChannel = endpoint({
  method: 'POST',
  path: '/api/channels/:id/unpair',
  summary: 'Disconnect a channel from its phone and forget the pairing',
  access: 'channel.manage',
  params: idParams,
  response: pairing,
});
