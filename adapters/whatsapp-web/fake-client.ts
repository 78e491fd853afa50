import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { InboundEvent, Line, LineState } from '../adapter.ts';
import type { Fields } from './fields.ts';
import type { WebChat, WebClient, WebMedia, WebMessage } from './library.ts';
import type { ClientOptions, OpenedClient } from './open-client.ts';

type Structure = new (client: unknown, data: unknown) => Fields;

/** The library's own classes, so that what tests see is shaped as it would be. */
const { Message, Reaction, PollVote, Call } = createRequire(import.meta.url)(
  'whatsapp-web.js/src/structures',
) as Record<'Message' | 'Reaction' | 'PollVote' | 'Call', Structure>;

export const ownWid = '4930901820@c.us';

/** A message as the page would serialise it; `data` overrides. */
export function messageData(id: string, chatId: string, data: Fields = {}): Fields {
  const fromMe = data['fromMe'] === true;
  return {
    id: { fromMe, remote: chatId, id, _serialized: `${fromMe}_${chatId}_${id}` },
    type: 'chat',
    t: 1_795_341_600,
    from: fromMe ? ownWid : chatId,
    to: fromMe ? chatId : ownWid,
    ack: fromMe ? 0 : 1,
    ...data,
  };
}

/** A message of the library's own class; `download` stands for the page. */
export function messageOf(
  data: unknown,
  download: () => Promise<WebMedia | undefined> = async () => undefined,
): WebMessage {
  return Object.assign(new Message({}, data), { downloadMedia: download }) as unknown as WebMessage;
}

/** What the library would hand to the listeners of an event. */
export function eventArguments(event: string, args: unknown[]): unknown[] {
  const [subject, ...rest] = args;
  if (event === 'message_reaction') return [new Reaction({}, subject)];
  if (event === 'vote_update') return [new PollVote({}, subject)];
  if (event === 'call') return [new Call({}, subject)];
  if (event !== 'message_revoke_everyone') return [messageOf(subject), ...rest];
  const [before] = rest;
  return [messageOf(subject), before === null ? undefined : messageOf(before)];
}

export type FakeClient = WebClient & {
  emit(event: string, ...args: unknown[]): boolean;
  /** Every call with its arguments, in order. */
  calls: [method: string, ...args: unknown[]][];
  callsOf(method: string): unknown[][];
  /** What the page knows, by serialised id. */
  messages: Map<string, WebMessage>;
  chats: (Omit<WebChat, 'fetchMessages' | 'sendStateTyping'> & { messages: WebMessage[] })[];
  /** Numbers that are not on WhatsApp. */
  unregistered: Set<string>;
  /** Numbers by hidden id. */
  numbers: Map<string, string>;
  state: string;
  /** Stands in for a method, once. */
  once(method: string, work: (...args: unknown[]) => unknown): void;
  /** Makes a message as if it had left, and tells the listeners. */
  leave(chatId: string, data: Fields): WebMessage;
};

/** A client that follows the documented events and methods, without a browser. Source: https://docs.wwebjs.dev/Client.html */
export function createFakeClient(): FakeClient {
  const emitter = new EventEmitter();
  const calls: FakeClient['calls'] = [];
  const messages: FakeClient['messages'] = new Map();
  const chats: FakeClient['chats'] = [];
  const substitutes = new Map<string, (...args: unknown[]) => unknown>();
  const unregistered = new Set<string>();
  const numbers = new Map<string, string>();
  let sentCount = 0;

  /** Records a call and does what a test put in its place, else what the client would do. */
  function method<Args extends unknown[], Result>(
    name: string,
    work: (...args: Args) => Result | Promise<Result>,
  ): (...args: Args) => Promise<Result> {
    return async (...args) => {
      calls.push([name, ...args]);
      const substitute = substitutes.get(name);
      substitutes.delete(name);
      return (await (substitute ?? work)(...(args as never))) as Result;
    };
  }

  function leave(chatId: string, data: Fields): WebMessage {
    sentCount += 1;
    const message = messageOf(messageData(`OUT${sentCount}`, chatId, { fromMe: true, ...data }));
    messages.set(message.id._serialized, message);
    emitter.emit('message_create', message);
    return message;
  }

  function chatOf(chat: FakeClient['chats'][number]): WebChat {
    return {
      ...chat,
      fetchMessages: method('fetchMessages', ({ limit, fromMe }) =>
        chat.messages
          .filter((message) => fromMe === undefined || message.id.fromMe === fromMe)
          .slice(-limit),
      ),
      sendStateTyping: method('sendStateTyping', () => true),
    };
  }

  const client: FakeClient = {
    info: {
      wid: { user: '4930901820', server: 'c.us', _serialized: ownWid },
      pushname: 'Beratung',
    },
    calls,
    messages,
    chats,
    unregistered,
    numbers,
    state: 'CONNECTED',
    callsOf: (name) => calls.filter(([called]) => called === name).map(([, ...args]) => args),
    once: (name, work) => void substitutes.set(name, work),
    leave,
    on: (event, listener) => emitter.on(event, listener),
    emit: (event, ...args) => emitter.emit(event, ...args),
    initialize: method('initialize', () => undefined),
    destroy: method('destroy', () => undefined),
    logout: method('logout', () => undefined),
    getState: method('getState', () => client.state),
    getChats: method('getChats', () => chats.map(chatOf)),
    getChatById: method('getChatById', (chatId: string) => {
      const chat = chats.find(({ id }) => id._serialized === chatId);
      return chat && chatOf(chat);
    }),
    getMessageById: method('getMessageById', (id: string) => messages.get(id) ?? null),
    getNumberId: method('getNumberId', (number: string) => {
      const user = number.replace('@c.us', '');
      if (unregistered.has(user)) return null;
      return { user, server: 'c.us', _serialized: `${user}@c.us` };
    }),
    getContactLidAndPhone: method('getContactLidAndPhone', (ids: string[]) =>
      ids.map((id) => ({ lid: id, pn: numbers.get(id) })),
    ),
    sendMessage: method('sendMessage', (chatId: string, content: string | WebMedia) =>
      leave(chatId, typeof content === 'string' ? { body: content } : { type: typeOf(content) }),
    ),
    sendReaction: method('sendReaction', () => undefined),
    sendSeen: method('sendSeen', () => true),
  };
  return client;
}

function typeOf({ mimetype }: WebMedia): string {
  if (mimetype.startsWith('audio/ogg')) return 'ptt';
  const [type = ''] = mimetype.split('/');
  return ['image', 'video', 'audio'].includes(type) ? type : 'document';
}

/** What the client would be opened with, and what a test may do to its browser. */
export function openedClient(client: FakeClient): OpenedClient & {
  options: ClientOptions | null;
  open: (options: ClientOptions) => Promise<OpenedClient>;
  isClosed: boolean;
} {
  const opened = {
    client,
    options: null as ClientOptions | null,
    isClosed: false,
    makeMedia: (mimetype: string, data: string, filename: string, filesize: number) => ({
      mimetype,
      data,
      filename,
      filesize,
    }),
    async close() {
      opened.isClosed = true;
      await client.destroy();
    },
    async open(options: ClientOptions) {
      opened.options = options;
      return opened;
    },
  };
  return opened;
}

export type FakeLine = Line & {
  events: InboundEvent[];
  reports: LineState[];
  session: Buffer | null;
  connection: unknown;
  abort(reason: string): void;
};

/** A line that keeps everything in memory; `emit` may be replaced. */
export function createFakeLine(scratchFolder: string, session: Buffer | null = null): FakeLine {
  const ending = new AbortController();
  const line: FakeLine = {
    channelId: '018f0000-0000-7000-8000-000000000001',
    signal: ending.signal,
    scratchFolder,
    lastReceivedAt: null,
    pairingNumber: null,
    events: [],
    reports: [],
    session,
    connection: undefined,
    abort: (reason) => ending.abort(reason),
    emit: async (events) => void line.events.push(...events),
    report: async (state) => void line.reports.push(state),
    connected: (connection) => {
      line.connection = connection;
    },
    loadSession: async () => line.session,
    saveSession: async (saved) => {
      line.session = saved;
    },
  };
  return line;
}
