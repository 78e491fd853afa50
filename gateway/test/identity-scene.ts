import { expect } from 'vitest';
import type { Contact } from '../contract/contact.ts';
import type { Conversation } from '../contract/conversation.ts';
import { reply, waitForStatus } from './correspondents.ts';
import { fakeGraphCredentials, graphWebhook } from './fake-graph-payloads.ts';
import { findMessage, startMessengers } from './messengers.ts';
import { freePort, startOn } from './test-app.ts';

const { phoneNumberId } = fakeGraphCredentials;

export type IdentityScene = Awaited<ReturnType<typeof startIdentityScene>>;

export type Line = { from?: string; userId?: string; text?: string; name?: string; ago?: number };

/** Two processes on one database, and people who write under several names. */
export async function startIdentityScene() {
  const all = await startMessengers();
  const port = String(await freePort());
  const second = await startOn(all.app.database, { ...all.app.environment, PORT: port }, []);
  const secondUrl = `http://127.0.0.1:${port}`;
  let last = 0;
  /** A text over WhatsApp as Meta posts it, with what it knows of the sender; resolves to where it was stored. */
  async function write({ from, userId, text, name, ago = 0 }: Line, isSecond = false) {
    const id = `wamid.names${++last}`;
    const timestamp = String(Math.floor(Date.now() / 1000) - ago);
    const payload = graphWebhook(
      {
        contacts: [
          {
            profile: { name: name ?? 'Amina' },
            ...(from && { wa_id: from }),
            ...(userId && { user_id: userId }),
          },
        ],
        messages: [
          {
            id,
            timestamp,
            ...(from && { from }),
            ...(userId && { from_user_id: userId }),
            type: 'text',
            text: { body: text ?? id },
          },
        ],
      },
      phoneNumberId,
    );
    const { webhookUrl } = all.channels.whatsapp;
    const url = isSecond ? webhookUrl.replace(all.app.url, secondUrl) : webhookUrl;
    expect((await all.graph.deliver(url, payload)).status).toBe(200);
    return where(id);
  }
  async function where(externalId: string) {
    const message = await findMessage(all.app, all.channels.whatsapp, externalId);
    expect(message).toBeDefined();
    return open(message?.conversationId ?? '');
  }
  async function open(conversationId: string) {
    const conversation = await all.app.api.ok<Conversation>(
      'GET',
      `/api/conversations/${conversationId}`,
    );
    const contact = await all.app.api.ok<Contact>(
      'GET',
      `/api/contacts/${conversation.contact.id}`,
    );
    const address = contact.addresses.find((one) => one.conversationId === conversationId);
    return { conversation, contact, address, conversationId };
  }
  async function system(message: Record<string, unknown>) {
    const timestamp = String(Math.floor(Date.now() / 1000) + 1);
    const payload = graphWebhook(
      { messages: [{ id: `wamid.system${++last}`, timestamp, type: 'system', ...message }] },
      phoneNumberId,
    );
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
  }
  const answer = async (conversationId: string, text: string) =>
    waitForStatus(all, await reply(all, { conversationId }, { text }), 'accepted');
  const sentTo = () =>
    all.graph.requests
      .filter(({ endpoint }) => endpoint === 'messages')
      .map(({ fields }) => fields['to'] ?? fields['recipient']);

  return {
    all,
    second,
    secondUrl,
    write,
    where,
    open,
    system,
    answer,
    sentTo,
    async stop() {
      await second.stop();
      await all.stop();
    },
  };
}
