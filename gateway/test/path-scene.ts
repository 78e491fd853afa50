import { randomUUID } from 'node:crypto';
import type { AssistantTuning } from '../automation/assistant.ts';
import type { Activity } from '../contract/activity.ts';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import type { Tuning } from '../start.ts';
import { asOwner } from './as-owner.ts';
import { threadOf, write, type Page } from './phone.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

/** Somebody who writes to the assistant. */
export type PathPhone = {
  id: string;
  /** The conversation's id, once something was written. */
  readonly conversationId: string;
  /** Writes, and waits until it is answered: what the assistant has said since the words before. */
  says(text: string, more?: Record<string, unknown>): Promise<Message[]>;
  /** What the assistant has said since the words before, once it is so much. */
  hears(count: number): Promise<Message[]>;
};

export type PathScene = {
  app: TestApp;
  channel: Channel;
  phone(channel?: Channel): PathPhone;
  addChannel(changes: Partial<Channel>): Promise<Channel>;
  /** A colleague whom contacts are led to. */
  addCounselor(name: string, languages: string[]): Promise<Member>;
  conversation(id: string): Promise<Conversation>;
  kindsOf(id: string): Promise<string[]>;
  rows<Row = Record<string, unknown>>(statement: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
};

/** The whole product with its own path, and a simulator. */
export async function openPathScene(
  environment: Record<string, string> = { STARTER_CONTENT: 'approved' },
  { assistant, ...tuning }: Partial<Tuning> & { assistant?: AssistantTuning } = {},
): Promise<PathScene> {
  const app = await startTestApp(environment, {
    sendTimeoutMs: 30_000,
    ...tuning,
    assistant: { quietMs: 60, farewellMs: 0, retryMs: 20, everyMs: 150, ...assistant },
  });
  const addChannel = (changes: Partial<Channel>) =>
    app.api.ok<Channel>('POST', '/api/channels', {
      kind: 'simulator',
      name: 'Assistent',
      automation: 'full',
      ...changes,
    });
  const rows = <Row>(statement: string, values: unknown[] = []) =>
    asOwner(app.database, async (client) => (await client.query(statement, values)).rows as Row[]);
  const channel = await addChannel({});

  function phone(to = channel): PathPhone {
    const id = randomUUID();
    const known = { conversationId: '', messages: 0 };
    async function news(): Promise<Message[]> {
      const all = await threadOf(app.api, known.conversationId, '?limit=100');
      const bots = all.slice(known.messages).filter(({ author }) => author === 'bot');
      known.messages = all.length;
      return bots;
    }
    return {
      id,
      get conversationId() {
        return known.conversationId;
      },
      async says(text, more = {}) {
        known.conversationId = await write(app.api, to, { text, phoneId: id, ...more });
        await waitFor(`an answer to "${text}"`, async () => {
          const [row] = await rows<{ is_done: boolean }>(
            `select p.due_at is null and p.handled_seq >= (select max(seq) from message m
               where m.conversation_id = p.conversation_id and m.author = 'contact') as is_done
             from automation_path p where p.conversation_id = $1`,
            [known.conversationId],
          );
          return row?.is_done;
        });
        return news();
      },
      async hears(count) {
        await waitFor(`${count} messages`, async () => {
          const all = await threadOf(app.api, known.conversationId, '?limit=100');
          return all.slice(known.messages).filter(({ author }) => author === 'bot').length >= count;
        });
        return news();
      },
    };
  }

  return {
    app,
    channel,
    phone,
    addChannel,
    rows,
    async addCounselor(name, languages) {
      const member = await addMember(app, name);
      await app.api.ok('PUT', `/api/counselors/${member.id}/profile`, {
        alias: name,
        languages: languages.map((language) => ({ language, level: 'native' })),
        topics: [],
        capacity: null,
        accepts: 'everyone',
        hours: [],
      });
      return member;
    },
    conversation: (id) => app.api.ok<Conversation>('GET', `/api/conversations/${id}`),
    kindsOf: async (id) =>
      (await app.api.ok<Page<Activity>>('GET', `/api/conversations/${id}/activities`)).items.map(
        ({ kind }) => kind,
      ),
    stop: app.stop,
  };
}

export const choicesOf = (message: Message | undefined): { id: string; title: string }[] =>
  (message?.payload as { quickReplies?: { id: string; title: string }[] } | null)?.quickReplies ??
  [];

/** From hello to the choice of a counselor, in German. */
export async function toCounselors(phone: PathPhone): Promise<Message[]> {
  for (const text of ['Guten Tag', '7', '1']) await phone.says(text);
  return phone.says('0');
}
