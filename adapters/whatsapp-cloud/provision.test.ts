import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeGraph, type FakeGraph } from '../../gateway/test/fake-graph.ts';
import { fakeGraphCredentials as credentials } from '../../gateway/test/fake-graph-payloads.ts';
import { credentialsSchema } from './credentials.ts';
import { whatsappCloud } from './index.ts';

const webhookUrl =
  'https://lotse.example/webhooks/whatsapp-cloud/019ab3f0-1111-7000-8000-000000000001';
let graph: FakeGraph;

beforeEach(async () => {
  graph = await startFakeGraph();
});

afterEach(() => graph.close());

describe('provision', () => {
  it('names the number, points its webhooks here and says what is left to do', async () => {
    const result = await provision();
    expect(result).toMatchObject({ ok: true, label: 'Beratung Mitte (+49 30 901820)' });
    expect(graph.webhook).toEqual({
      override_callback_uri: webhookUrl,
      verify_token: credentials.verifyToken,
    });
    expect(result).toHaveProperty('todo.code', 'callback_url_for_reports');
    expect(result).toHaveProperty('todo.text', expect.stringContaining(webhookUrl));
    expect(JSON.stringify(result)).not.toContain(credentials.verifyToken);
    expect(graph.violations).toEqual([]);
  });

  it('still works when the webhooks can not be pointed here', async () => {
    graph.failNext({ endpoint: 'number', delayMs: 1 });
    graph.failNext({ endpoint: 'number', status: 400 });
    const result = await provision();
    expect(graph.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(result).toMatchObject({ ok: true });
    expect(result).toHaveProperty('todo.code', 'callback_url');
    expect(result).toHaveProperty('todo.text', expect.stringContaining('set the callback URL'));
  });

  it('does not offer Meta an address that it can not reach', async () => {
    const result = await provision({}, 'http://localhost:3000/webhooks/whatsapp-cloud/1');
    expect(result).toHaveProperty('todo.code', 'https_required');
    expect(result).toHaveProperty('todo.text', expect.stringContaining('https'));
    expect(graph.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('WAO09 a refused token is said in plain words', async () => {
    expect(await provision({ accessToken: 'wrong' })).toMatchObject({
      ok: false,
      code: 'credentials_failed',
      problem: expect.stringContaining('access token') as unknown,
    });
  });

  it('an app secret of another app is found before the first message', async () => {
    expect(await provision({ appSecret: 'f'.repeat(32) })).toMatchObject({
      ok: false,
      code: 'app_secret_wrong',
      problem: expect.stringContaining('app secret') as unknown,
    });
  });

  it('a number that does not exist is said to be unknown', async () => {
    expect(await provision({ phoneNumberId: '1' })).toMatchObject({
      ok: false,
      code: 'number_unknown',
    });
  });

  it('a silent API is unreachable, not wrong', async () => {
    graph.failNext({ destroy: true });
    expect(await provision()).toMatchObject({ ok: false, code: 'unreachable' });
  });
});

describe('credentials', () => {
  it('are trimmed', () => {
    const padded = { ...credentials, phoneNumberId: ' 106540352242922 ' };
    expect(credentialsSchema.parse(padded)).toEqual(credentials);
  });

  it.each([
    ['phoneNumberId', '+49 30 901820'],
    ['accessToken', ' '],
    ['appSecret', ''],
    ['verifyToken', 'two words'],
  ])('%s can not be %j', (field, value) => {
    expect(credentialsSchema.safeParse({ ...credentials, [field]: value }).success).toBe(false);
  });

  it('mark what is secret', () => {
    const secrets = Object.entries(credentialsSchema.shape)
      .filter(([, schema]) => schema.meta()?.isSecret === true)
      .map(([name]) => name);
    expect(secrets).toEqual(['accessToken', 'appSecret', 'verifyToken']);
  });
});

function provision(changes: Partial<typeof credentials> = {}, url = webhookUrl) {
  return whatsappCloud.provision?.(
    url,
    { ...credentials, ...changes },
    {
      apiRoot: graph.url,
      apiVersion: undefined,
      signal: new AbortController().signal,
      record: () => undefined,
    },
  );
}
