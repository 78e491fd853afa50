import { expect } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Attachment, Message } from '../contract/message.ts';
import { findMessage } from './messengers.ts';
import type { TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

/** A message that must be there now: the provider already has its answer. */
export async function storedMessage(
  app: TestApp,
  channel: Channel,
  externalId: string,
): Promise<Message> {
  const message = await findMessage(app, channel, externalId);
  expect(message, 'the message is there as soon as the provider has its answer').toBeDefined();
  return message as Message;
}

/** The files of a message when each has arrived or was given up. */
export function fetchedFiles(app: TestApp, message: Message): Promise<Attachment[]> {
  return waitFor('the files to be fetched', async () => {
    const { attachments } = await app.api.ok<Message>('GET', `/api/messages/${message.id}`);
    return attachments.every(({ state }) => state !== 'pending') && attachments;
  });
}

export async function download(
  app: TestApp,
  path: string | null | undefined,
): Promise<{ bytes: Buffer; headers: Headers }> {
  const response = await fetch(app.url + path, { headers: { cookie: app.api.cookie } });
  expect(response.status).toBe(200);
  return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
}
