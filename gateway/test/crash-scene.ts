import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import type { ApiClient } from './api-client.ts';
import { fakeBotToken, startFakeTelegram, type FakeTelegram } from './fake-telegram.ts';
import { telegramSecret, type Page } from './messengers.ts';
import { createInstallation, type Installation, type SpawnedApp } from './spawned-app.ts';
import { postUpdate, textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

/** An installation in a process of its own with one Telegram channel, to be killed and started again. */
export type CrashScene = {
  telegram: FakeTelegram;
  installation: Installation;
  channel: Channel;
  app: SpawnedApp;
  api: ApiClient;
  /** Starts the process again and signs in. */
  restart(environment?: Record<string, string>): Promise<void>;
  /** Somebody new writes; the answer to the webhook was 200. */
  writeIn(): Promise<{ user: number; conversationId: string }>;
  reply(conversationId: string, text: string): Promise<Message>;
  /** The texts that the provider was asked to send, in the order of the requests. */
  sentTo(user: number): unknown[];
  becomes(
    message: Message,
    status: string,
    timeoutMs?: number,
  ): Promise<NonNullable<Message['delivery']>>;
  stop(): Promise<void>;
};

export async function openCrashScene(
  environment: Record<string, string> = {},
): Promise<CrashScene> {
  const telegram = await startFakeTelegram();
  const installation = await createInstallation({
    TELEGRAM_API_ROOT: telegram.url,
    ...environment,
  });
  const app = await installation.start();
  const api = await app.signIn();
  const channel = await api.ok<Channel>('POST', '/api/channels', {
    kind: 'telegram',
    name: 'Bot',
    credentials: { botToken: fakeBotToken, webhookSecret: telegramSecret },
  });
  let lastUser = 500;
  const scene: CrashScene = {
    telegram,
    installation,
    channel,
    app,
    api,
    async restart(more = {}) {
      scene.app = await installation.start(more);
      scene.api = await scene.app.signIn();
    },
    async writeIn() {
      const user = ++lastUser;
      const update = textUpdate('Guten Tag', { updateId: user, messageId: user, userId: user });
      const answer = await postUpdate(channel.webhookUrl, telegramSecret, update);
      if (answer.status !== 200) throw new Error(`The webhook answered ${answer.status}`);
      const { items } = await scene.api.ok<Page<Conversation>>(
        'GET',
        '/api/conversations?status=open&sort=newest',
      );
      return { user, conversationId: items[0]?.id ?? '' };
    },
    reply: (conversationId, text) =>
      scene.api.ok<Message>('POST', `/api/conversations/${conversationId}/messages`, {
        clientMessageId: crypto.randomUUID(),
        text,
      }),
    sentTo: (user) =>
      telegram.requests
        .filter(({ fields }) => fields['chat_id'] === user)
        .map(({ fields }) => fields['text']),
    becomes: (message, status, timeoutMs = 30_000) =>
      waitFor(
        `a delivery to be ${status}`,
        async () => {
          const { delivery } = await scene.api.ok<Message>('GET', `/api/messages/${message.id}`);
          return delivery?.status === status && delivery;
        },
        timeoutMs,
      ),
    async stop() {
      await installation.stop();
      await telegram.close();
    },
  };
  return scene;
}
