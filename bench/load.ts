import autocannon from 'autocannon';
import type { SignedRequest } from './signed-sms.ts';

export type Load = { perSecond: number; p50Ms: number; p99Ms: number; failed: number };

/** Posts fresh requests over the given number of connections for some seconds. */
export async function load(
  url: string,
  next: () => SignedRequest,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => ({ ...request, ...next() }),
      },
    ],
  });
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}
