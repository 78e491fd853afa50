import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '../adapter.ts';
import { startFakeGraph, type FakeGraph } from '../../gateway/test/fake-graph.ts';
import {
  fakeGraphCredentials as credentials,
  graphErrorBody,
} from '../../gateway/test/fake-graph-payloads.ts';
import { whatsappCloud } from './index.ts';

let graph: FakeGraph;

beforeEach(async () => {
  graph = await startFakeGraph();
});
afterEach(() => graph.close());

describe('reactions, typing and read marks', () => {
  const to = { urn: 'whatsapp:4915112345678', messenger: 'whatsapp' } as const;
  const call = (): CallContext => ({
    apiRoot: graph.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: () => undefined,
  });
  const bodies = () => graph.requests.map(({ fields }) => fields);
  const react = (emoji: string | null) =>
    whatsappCloud.react?.({ to, targetExternalId: 'wamid.IN', emoji }, credentials, call());

  it('a reaction names the message; an empty one takes it back', async () => {
    await react('❤');
    await react(null);
    expect(bodies()).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '4915112345678',
        type: 'reaction',
        reaction: { message_id: 'wamid.IN', emoji: '❤️' },
      },
      expect.objectContaining({ reaction: { message_id: 'wamid.IN', emoji: '' } }) as unknown,
    ]);
    expect(graph.violations).toEqual([]);
  });

  it('a reaction whose answer got lost is worth another try', async () => {
    graph.failNext({ endpoint: 'messages', destroy: true });
    await expect(react('👍')).rejects.toMatchObject({ retryable: true, certain: true });
    graph.failNext({ status: 400, body: graphErrorBody(131047, 'Closed') });
    await expect(react('👍')).rejects.toMatchObject({ code: 'window_closed', retryable: false });
  });

  it('WAO11 typing hangs on the message it is given, a read mark names only that', async () => {
    await whatsappCloud.showTyping?.(to, 'wamid.LAST', credentials, call());
    await whatsappCloud.markRead?.(to, 'wamid.SEEN', credentials, call());
    expect(bodies()).toEqual([
      {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: 'wamid.LAST',
        typing_indicator: { type: 'text' },
      },
      { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.SEEN' },
    ]);
    expect(graph.violations).toEqual([]);
    await expect(whatsappCloud.showTyping?.(to, null, credentials, call())).rejects.toMatchObject({
      retryable: false,
    });
    expect(graph.requests).toHaveLength(2);
  });
});
