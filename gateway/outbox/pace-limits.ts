import type { Adapter } from '../../adapters/adapter.ts';

/** How fast one messenger of one kind of channel may be sent to, as the claim wants it. */
export type PaceLimit = {
  kind: string;
  messenger: string;
  /** Calls of a channel a second, and how many at once after a rest. */
  perSecond: number;
  burst: number;
  /** Bounds of the pause after each message, drawn anew; null for an even pace. */
  gapMs: { min: number; max: number } | null;
  contact: { everyMs: number; burst: number } | null;
};

/** The limits that adapters name. `spacing` is a bucket of one token that takes a random time to fill. */
export function paceLimits(adapters: Record<string, Adapter>): PaceLimit[] {
  return Object.values(adapters).flatMap(({ kind, capabilities, spacing }) =>
    Object.entries(capabilities).flatMap(([messenger, { pace }]): PaceLimit[] => {
      const contact = pace?.contact ?? null;
      if (spacing) {
        const gapMs = { min: spacing.minMs, max: spacing.maxMs };
        const perSecond = 2000 / (gapMs.min + gapMs.max);
        return [{ kind, messenger, perSecond, burst: 1, gapMs, contact }];
      }
      if (!pace) return [];
      const { perSecond, burst } = pace;
      return [{ kind, messenger, perSecond, burst, gapMs: null, contact }];
    }),
  );
}

/** In the order of the parameters of `claim_deliveries`: SQL type, and where the value comes from. */
export const limitColumns: [type: string, read: (limit: PaceLimit) => unknown][] = [
  ['text', ({ kind }) => kind],
  ['text', ({ messenger }) => messenger],
  ['double precision', ({ perSecond }) => perSecond],
  ['double precision', ({ burst }) => burst],
  ['integer', ({ gapMs }) => gapMs?.min ?? null],
  ['integer', ({ gapMs }) => gapMs?.max ?? null],
  ['integer', ({ contact }) => contact?.everyMs ?? null],
  ['double precision', ({ contact }) => contact?.burst ?? null],
];
