import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import type { Pairing } from '../contract/pairing.ts';
import type { LineDouble } from './line-double.ts';
import { conversationsOf, threadOf } from './messengers.ts';
import { reply } from './phone.ts';
import type { TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

/** A channel of a double that is paired and connected, and what its people wrote and were answered. */
export type LineScene = {
  channel: Channel;
  pairing(): Promise<Pairing>;
  becomes(state: Pairing['state'], timeoutMs?: number): Promise<Pairing>;
  /** A new person writes once; resolves to the conversation. */
  addPerson(from: string): Promise<string>;
  texts(conversationId: string): Promise<(string | null)[]>;
  answer(conversationId: string, text: string): Promise<Message>;
  /** Resolves once the delivery says so, with `code` as the reason. */
  waitForDelivery(message: Message, status: string, code?: string): Promise<Message>;
};

export async function openLineScene(app: TestApp, double: LineDouble): Promise<LineScene> {
  const { kind } = double.adapter;
  const channel = await app.api.ok<Channel>('POST', '/api/channels', {
    kind,
    name: kind,
    acceptedRisk: true,
  });
  const path = `/api/channels/${channel.id}`;
  const scene: LineScene = {
    channel,
    pairing: () => app.api.ok<Pairing>('GET', `${path}/pairing`),
    becomes: (state, timeoutMs) =>
      waitFor(
        `the line to be ${state}`,
        async () => {
          const pairing = await scene.pairing();
          return pairing.state === state && pairing;
        },
        timeoutMs,
      ),
    async addPerson(from) {
      await double.write(from, `Guten Tag von ${from}`);
      for (const { id } of await conversationsOf(app, channel))
        if ((await scene.texts(id))[0] === `Guten Tag von ${from}`) return id;
      throw new Error('The message came and no conversation holds it');
    },
    texts: async (conversationId) => (await threadOf(app, conversationId)).map(({ text }) => text),
    async answer(conversationId, text) {
      const { status, body } = await reply(app.api, conversationId, { text });
      if (status !== 201) throw new Error(`The reply was answered ${status}`);
      return body;
    },
    waitForDelivery: (message, status, code) =>
      waitFor(`the delivery to be ${status} ${code ?? ''}`, async () => {
        const now = await app.api.ok<Message>('GET', `/api/messages/${message.id}`);
        const { delivery } = now;
        return delivery?.status === status && delivery.failure?.code === code && now;
      }),
  };
  await app.api.ok('POST', `${path}/pair`, { method: 'qr' });
  await scene.becomes('pairing');
  double.last().scan();
  await scene.becomes('connected');
  return scene;
}
