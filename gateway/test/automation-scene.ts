import { randomUUID } from 'node:crypto';
import type { TakeStep } from '../automation/take-step.ts';
import type { Effect, Path, Said, Say } from '../automation/path.ts';
import type { World } from '../automation/world.ts';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import type { AssistantTuning } from '../automation/assistant.ts';
import { asOwner } from './as-owner.ts';
import { threadOf, write } from './phone.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

/** What a step was asked, and what it is to do. */
export type Asked = { path: Path; said: Said[]; world: World };
export type Script = (asked: Asked) => {
  path?: Partial<Path>;
  replies?: (string | Say)[];
  effects?: Effect[];
};

export type AutomationScene = {
  app: TestApp;
  channel: Channel;
  /** Every step that was thought of, also those that were not written. */
  asked: Asked[];
  /** What the next steps do; without it they repeat what was said. */
  follow(script: Script): void;
  write(text: string, phoneId?: string, channel?: Channel): Promise<string>;
  conversation(id: string): Promise<Conversation>;
  /** What the assistant has said in a conversation, once it is so much. */
  answers(conversationId: string, count: number): Promise<Message[]>;
  /** The last step that was thought of because of these words. */
  stepAbout(text: string): Promise<Asked>;
  rows<Row = Record<string, unknown>>(statement: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
};

export const echo: Script = ({ said }) => ({
  path: { step: 'menu', language: 'de' },
  replies: said.length > 0 ? [`Sie schrieben: ${said.map(({ text }) => text).join(', ')}`] : [],
});

/** The whole product with a simulator whose assistant does what a test says. */
export async function openAutomationScene(
  tuning: AssistantTuning = {},
  environment: Record<string, string> = {},
): Promise<AutomationScene> {
  let script = echo;
  const asked: Asked[] = [];
  const step: TakeStep = async (path, said, world) => {
    asked.push({ path, said, world });
    const { path: changes, replies = [], effects = [] } = script({ path, said, world });
    return {
      path: { ...path, ...changes },
      replies: replies.map((one) =>
        typeof one === 'string' ? { text: one, language: 'de' } : one,
      ),
      effects,
    };
  };
  const app = await startTestApp(environment, {
    sendTimeoutMs: 30_000,
    assistant: { quietMs: 120, farewellMs: 0, retryMs: 20, everyMs: 200, step, ...tuning },
  });
  const channel = await app.api.ok<Channel>('POST', '/api/channels', {
    kind: 'simulator',
    name: 'Assistent',
    automation: 'full',
  });
  const scene: AutomationScene = {
    app,
    channel,
    asked,
    follow(next) {
      script = next;
    },
    write: (text, phoneId = randomUUID(), to = channel) => write(app.api, to, { text, phoneId }),
    conversation: (id) => app.api.ok<Conversation>('GET', `/api/conversations/${id}`),
    answers: (conversationId, count) =>
      waitFor(`${count} answers of the assistant`, async () => {
        const all = (await threadOf(app.api, conversationId)).filter(
          ({ author }) => author === 'bot',
        );
        if (all.length > count) throw new Error(`There are ${all.length} answers`);
        return all.length === count && all;
      }),
    stepAbout: (text) =>
      waitFor(`a step about "${text}"`, () =>
        asked.findLast(({ said }) => said.at(-1)?.text === text),
      ),
    rows: (statement, values = []) =>
      asOwner(app.database, async (client) => (await client.query(statement, values)).rows),
    stop: app.stop,
  };
  return scene;
}
