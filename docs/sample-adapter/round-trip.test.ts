import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../gateway/test/test-app.ts';
import { waitFor } from '../../gateway/test/wait-for.ts';
import { sign } from './signature.ts';

/** What this test reads of the API's answers. */
type Channel = { webhookUrl: string };
type Conversation = { id: string };
type Message = { id: string; delivery: { status: string } | null };
type Seen = { headers: IncomingHttpHeaders; body: Record<string, unknown> };

const secret = 'the-webhook-secret-of-the-channel';
const seen: Seen[] = [];
const gateway = createServer(async (request, response) => {
  seen.push({ headers: request.headers, body: (await json(request)) as Seen['body'] });
  response.end(JSON.stringify({ id: `out-${seen.length}` }));
});
let app: TestApp;
let channel: Channel;

beforeAll(async () => {
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  app = await startTestApp();
  channel = await app.api.ok<Channel>('POST', '/api/channels', {
    kind: 'sample-sms',
    name: 'Sample',
    credentials: { baseUrl, token: 'the-token-of-the-account', secret },
  });
});
afterAll(async () => {
  await app?.stop();
  gateway.close();
});

describe('sample-sms in the running product', () => {
  it('the settings form is drawn from the adapter', async () => {
    const { items } = await app.api.ok<{ items: { kind: string; fields: { name: string }[] }[] }>(
      'GET',
      '/api/channel-kinds',
    );
    const fields = items.find(({ kind }) => kind === 'sample-sms')?.fields.map(({ name }) => name);
    expect(fields).toEqual(['baseUrl', 'token']);
  });

  it('a message comes in, a reply goes out, its status comes back', async () => {
    await post({ type: 'message', id: 'in-1', from: '+4915112345678', text: 'Hallo', at: now() });
    const { items } = await app.api.ok<{ items: Conversation[] }>('GET', '/api/conversations');
    const [conversation] = items;
    expect(conversation).toMatchObject({ messenger: 'sms', channel: { kind: 'sample-sms' } });

    const path = `/api/conversations/${conversation?.id}/messages`;
    const reply = { clientMessageId: 'one', text: 'Guten Tag' };
    const { id } = await app.api.ok<Message>('POST', path, reply);
    await waitFor('the message at the gateway', () => seen.length > 0);
    expect(seen[0]?.headers.authorization).toBe('Bearer the-token-of-the-account');
    expect(seen[0]?.body).toMatchObject({ to: '+4915112345678', text: 'Guten Tag' });

    await post({ type: 'status', id: 'out-1', status: 'delivered', at: now() });
    await waitFor('the status', async () => {
      const { delivery } = await app.api.ok<Message>('GET', `/api/messages/${id}`);
      return delivery?.status === 'delivered';
    });
  });
});

async function post(event: unknown): Promise<void> {
  const body = Buffer.from(JSON.stringify(event));
  const headers = { 'x-sample-signature': sign(secret, body) };
  const response = await fetch(channel.webhookUrl, { method: 'POST', headers, body });
  expect(response.status).toBe(200);
}

function now(): string {
  return new Date().toISOString();
}
