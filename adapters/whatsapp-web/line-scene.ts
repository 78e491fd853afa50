import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import {
  createFakeClient,
  createFakeLine,
  messageData,
  messageOf,
  openedClient,
  type FakeClient,
  type FakeLine,
} from './fake-client.ts';
import type { WebMessage } from './library.ts';
import { listen } from './listen.ts';
import type { Machinery } from './machinery.ts';
import { packProfile } from './profile.ts';

export const anna = '4915112345678@c.us';
const folders: string[] = [];
export const longAgo = {
  pairedAt: '2026-11-01T08:00:00.000Z',
  heardUntil: '2026-11-22T11:50:00.000Z',
  numbers: {},
  sealed: [],
};
export const now = new Date('2026-11-22T12:00:00Z');

/** Removes what the scenes of a test file wrote. */
export async function removeFolders(): Promise<void> {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
}

export const patient: Machinery['timing'] = {
  startSilenceMs: 10_000,
  checkMs: 10_000,
  deadMs: 10_000,
  answerMs: 1000,
  firstSaveMs: 10_000,
  saveMs: 10_000,
  decryptGraceMs: 10_000,
  echoGraceMs: 10,
  closeGraceMs: 100,
  drainMs: 100,
  retryMs: [1, 1],
};

type Scene = {
  session?: Buffer | null;
  timing?: Partial<Machinery['timing']>;
  client?: FakeClient;
  findBrowser?: () => string | null;
  prepare?: (line: FakeLine) => void;
};

/** A line under way on a fake client, with times that a test can wait for. */
export async function startLine({
  session = null,
  timing,
  client = createFakeClient(),
  ...rest
}: Scene = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-line-'));
  folders.push(folder);
  const line = createFakeLine(folder, session);
  rest.prepare?.(line);
  const opened = openedClient(client);
  const over = listen({}, line, {
    findBrowser: rest.findBrowser ?? (() => '/usr/bin/chromium'),
    openClient: opened.open,
    now: () => now,
    timing: { ...patient, ...timing },
  });
  const initialized = () =>
    vi.waitFor(() => expect(client.callsOf('initialize')).toHaveLength(1), { interval: 1 });
  async function connect(): Promise<void> {
    await initialized();
    client.emit('authenticated');
    client.emit('ready');
    await vi.waitFor(() => expect(line.reports.at(-1)).toMatchObject({ state: 'connected' }));
  }
  return { line, client, opened, over, folder, initialized, connect };
}

/** A pairing as an earlier run would have saved it. */
export async function savedPairing(notes = longAgo): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-pairing-'));
  folders.push(folder);
  await mkdir(join(folder, 'Default/IndexedDB/web'), { recursive: true });
  await writeFile(join(folder, 'Default/IndexedDB/web/000003.log'), 'keys');
  return (await packProfile(folder, notes)) as Buffer;
}

export function chat(chatId: string, messages: WebMessage[], unreadCount = 0) {
  const [user = '', server = ''] = chatId.split('@');
  const timestamp = Number(messages.at(-1)?.['timestamp'] ?? 0);
  return {
    id: { user, server, _serialized: chatId },
    isGroup: false,
    unreadCount,
    timestamp,
    messages,
  };
}

export function at(time: string, id: string, data: Record<string, unknown> = {}, chatId = anna) {
  return messageOf(messageData(id, chatId, { t: Date.parse(time) / 1000, body: id, ...data }));
}
