import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebhookRequest } from '../../adapters/adapter.ts';
import { loadFixtures, type Fixture } from '../../adapters/fixture.ts';
import { mutatedFixture, seeded } from '../../adapters/mutate.ts';
import type { Channel } from '../contract/channel.ts';
import { fakeGraphCredentials, signGraph } from './fake-graph-payloads.ts';
import { addCorrespondent, lines } from './correspondents.ts';
import { startMessengers, type Messengers } from './messengers.ts';

type SignedRequest = (
  fixture: Fixture,
  options: { webhookUrl?: string },
) => { request: WebhookRequest; credentials: Record<string, unknown> };

const kinds = ['telegram', 'twilio', 'whatsapp-cloud', 'simulator'];
const mutationCount = 600;

describe('hostile webhooks on the running product', () => {
  let all: Messengers;
  let before: string[];

  beforeAll(async () => {
    all = await startMessengers();
    before = [...all.app.log];
  });
  afterAll(() => all.stop());

  it.each(kinds)(
    `%s: ${mutationCount} mutated fixtures, signed, are taken or refused, never answered 5xx`,
    async (kind) => {
      const { signed, fixtures } = await connect(kind);
      const random = seeded(7);
      const statuses = await inParallel(mutationCount, () =>
        post(signed(mutatedFixture(fixtures, random))),
      );
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(mutationCount / 3);
    },
  );

  it.each(kinds)(
    '%s: any bytes are refused with 4xx, any signed text with less than 5xx',
    async (kind) => {
      const { signed, fixtures } = await connect(kind);
      const fixture = fixtures[0] as Fixture;
      const unsigned = { ...signed(fixture), headers: {} };
      const refused = await inParallel(50, (n) => post({ ...unsigned, body: randomBytes(n * 20) }));
      expect(refused.filter((status) => status < 400 || status >= 500)).toEqual([]);
      const answered = await inParallel(50, (n) => {
        const body = randomBytes(n * 20).toString('latin1');
        return post(signed({ ...fixture, request: { ...fixture.request, body } }));
      });
      expect(answered.filter((status) => status >= 500)).toEqual([]);
    },
  );

  it('afterwards nothing has broken, and a message comes through on every line', async () => {
    const failures = all.app.log
      .slice(before.length)
      .filter((line) => line.includes('"msg":"request failed"'));
    expect(failures).toEqual([]);
    for (const line of lines) await addCorrespondent(all, line);
    expect((await fetch(`${all.app.url}/readyz`)).status).toBe(200);
  });

  /** A channel with the credentials of the adapter's fixtures, so that these are signed for it. */
  async function connect(kind: string) {
    const folder = new URL(`../../adapters/${kind}/`, import.meta.url);
    const { signedRequest } = (await import(`${folder.href}fixtures.ts`)) as {
      signedRequest: SignedRequest;
    };
    const fixtures = loadFixtures(new URL('fixtures/', folder))
      .map(({ fixture }) => fixture)
      .filter(({ request }) => request.method !== 'GET');
    const plain = signedRequest(fixtures[0] as Fixture, {});
    const channel = await channelWith(kind, plain.credentials);
    const signed = (fixture: Fixture) => {
      const request = requestOf(fixture) ?? { ...plain.request, body: bodyOf(fixture) };
      const path = request.path ? `/${request.path}` : '';
      const query = new URLSearchParams(request.query).toString();
      const url = `${channel.webhookUrl}${path}${query && `?${query}`}`;
      if (kind !== 'whatsapp-cloud') return { ...request, url };
      const signature = signGraph(fakeGraphCredentials.appSecret, request.body);
      return { ...request, url, headers: { ...request.headers, 'x-hub-signature-256': signature } };
    };
    /** Nothing for what has not the form that its sender signs. */
    const requestOf = (fixture: Fixture) => {
      try {
        return signedRequest(fixture, { webhookUrl: channel.webhookUrl }).request;
      } catch {
        return undefined;
      }
    };
    return { signed, fixtures };
  }

  async function channelWith(kind: string, credentials: unknown): Promise<Channel> {
    if (kind === 'whatsapp-cloud') return all.channels.whatsapp;
    const body = { kind, name: `Hostile ${kind}`, credentials };
    const { items } = await all.app.api.ok<{ items: Channel[] }>('GET', '/api/channels');
    const existing = items.find(({ name }) => name === body.name);
    return existing ?? all.app.api.ok<Channel>('POST', '/api/channels', body);
  }
});

function bodyOf({ request: { body } }: Fixture): Buffer {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

async function post({ url, headers, body }: WebhookRequest): Promise<number> {
  const given = Object.entries(headers).filter(
    (header): header is [string, string] => header[1] !== undefined,
  );
  const response = await fetch(url, {
    method: 'POST',
    headers: given,
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
  return response.status;
}

async function inParallel(
  count: number,
  run: (n: number) => Promise<number>,
  width = 20,
): Promise<number[]> {
  const statuses: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let n = next++; n < count; n = next++) statuses.push(await run(n));
    }),
  );
  return statuses;
}
