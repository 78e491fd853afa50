import { expect, it } from 'vitest';
import { WebhookRejected, type Adapter, type WebhookRequest } from './adapter.ts';
import { loadFixtures, type Fixture } from './fixture.ts';
import { adapters } from './index.ts';
import { mutatedFixture, seeded } from './mutate.ts';

type SignedRequest = (fixture: Fixture) => { request: WebhookRequest; credentials: unknown };

const withWebhook = Object.values(adapters as Record<string, Adapter>).filter(
  (adapter) => adapter.receive !== undefined,
);
const mutationCount = 20_000;

it.each(withWebhook)(
  `$kind takes ${mutationCount} mutated fixtures, signed, without an error`,
  async (adapter) => {
    const { signedRequest } = (await import(`./${adapter.kind}/fixtures.ts`)) as {
      signedRequest: SignedRequest;
    };
    const folder = new URL(`./${adapter.kind}/fixtures/`, import.meta.url);
    const fixtures = loadFixtures(folder)
      .map(({ fixture }) => fixture)
      .filter(({ request }) => request.method !== 'GET');
    const random = seeded(20_261_124);
    const outcomes = { received: 0, refused: 0 };
    for (let n = 0; n < mutationCount; n++) {
      const fixture = mutatedFixture(fixtures, random);
      try {
        const { request, credentials } = signedRequest(fixture);
        const received = adapter.receive?.(request, credentials);
        expect(received?.events).toBeInstanceOf(Array);
        outcomes.received += 1;
      } catch (error) {
        if (!(error instanceof WebhookRejected))
          throw new Error(`Mutation ${n} broke it: ${JSON.stringify(fixture.request)}`, {
            cause: error,
          });
        outcomes.refused += 1;
      }
    }
    // Most mutations must get past the signature, or nothing was tried.
    expect(outcomes.received).toBeGreaterThan(mutationCount / 2);
  },
);
