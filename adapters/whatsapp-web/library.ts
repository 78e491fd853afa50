import type { ChildProcess } from 'node:child_process';
import type { Fields } from './fields.ts';

/** A file as whatsapp-web.js takes and gives it: base64. */
export type WebMedia = {
  mimetype: string;
  data: string;
  filename?: string | null;
  filesize?: number | null;
};

export type WebId = { user: string; server: string; _serialized: string };

export type WebMessage = Fields & {
  id: { fromMe: boolean; remote: string; id: string; _serialized: string };
  type: string;
  hasMedia: boolean;
  downloadMedia(): Promise<WebMedia | undefined>;
};

export type WebChat = {
  id: WebId;
  isGroup: boolean;
  unreadCount: number;
  /** Unix seconds of the last activity. */
  timestamp: number;
  fetchMessages(options: { limit: number; fromMe?: boolean }): Promise<WebMessage[]>;
  sendStateTyping(): Promise<unknown>;
};

/**
 * What is used of the client of whatsapp-web.js 1.34.7.
 * Source: https://docs.wwebjs.dev/Client.html and node_modules/whatsapp-web.js/src/Client.js
 */
export type WebClient = {
  info?: { wid?: WebId; pushname?: string };
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  initialize(): Promise<void>;
  destroy(): Promise<void>;
  logout(): Promise<void>;
  getState(): Promise<string | null>;
  getChats(): Promise<WebChat[]>;
  getChatById(chatId: string): Promise<WebChat | undefined>;
  getMessageById(messageId: string): Promise<WebMessage | null>;
  getNumberId(number: string): Promise<WebId | null>;
  getContactLidAndPhone(userIds: string[]): Promise<{ lid?: string; pn?: string }[]>;
  sendMessage(chatId: string, content: string | WebMedia, options: Fields): Promise<unknown>;
  sendReaction(messageId: string, reaction: string): Promise<void>;
  sendSeen(chatId: string): Promise<boolean>;
};

/** What is used of puppeteer behind the client; null before the browser was started. */
export type WebBrowser = {
  pupBrowser: {
    on(event: 'disconnected', listener: () => void): unknown;
    process(): ChildProcess | null;
  } | null;
  pupPage: { on(event: string, listener: (event: unknown) => unknown): unknown } | null;
};

export type WebLibrary = {
  Client: new (
    options: Fields,
  ) => WebClient & WebBrowser & { requestPairingCode(...args: unknown[]): Promise<string> };
  MessageMedia: new (
    mimetype: string,
    data: string,
    filename?: string,
    filesize?: number,
  ) => WebMedia;
};

/** Loads the library, which is an optional dependency. Null when it is not installed. */
export async function loadLibrary(): Promise<WebLibrary | null> {
  try {
    const { default: library } = await import('whatsapp-web.js');
    return library as unknown as WebLibrary;
  } catch (error) {
    if (isMissingModule(error)) return null;
    throw error;
  }
}

function isMissingModule(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
