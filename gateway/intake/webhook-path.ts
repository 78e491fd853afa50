import { isUuid } from '../channel-directory.ts';

const knownEnds = new Set(['', 'status', 'fallback']);

/** The address a provider called, fit for the channel log: what stands in it may be anybody's text. */
export function webhookPath(kind: string, isShared: boolean, rest: string): string {
  const [first = '', second, ...more] = rest.split('/');
  const end =
    knownEnds.has(rest) || (first === 'status' && isUuid(second ?? '') && more.length === 0)
      ? [first, second && '{delivery}']
      : ['{other}'];
  return ['/webhooks', kind, !isShared && '{channel}', ...end].filter(Boolean).join('/');
}
