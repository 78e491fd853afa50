import { describe, expect, test } from 'vitest';
import { isShell, readPush } from './rules.ts';

describe('what the service worker touches', () => {
  test('files of the build and addresses of the inbox', () => {
    for (const path of [
      '/',
      '/inbox/open/01a20ccc-2a46-7000-9e8c-df8f45dc0c4e',
      '/settings/channels',
      '/assets/index-DjgCYdQ_.js',
      '/early.js',
      '/icons/icon-192.png',
      '/manifest.webmanifest',
    ])
      expect(isShell(path), path).toBe(true);
  });

  test('nothing of what people write or send', () => {
    for (const path of [
      '/api/me',
      '/api/events',
      '/api/attachments/01a20ccc-2a46-7000-9e8c-df8f45dc0c4e',
      '/api',
      '/files/token',
      '/webhooks/telegram/1',
      '/healthz',
      '/sw.js',
      '/anything.pdf',
    ])
      expect(isShell(path), path).toBe(false);
  });
});

test('a push is believed only in the form the gateway sends', () => {
  const conversationId = '01a20ccc-2a46-7000-9e8c-df8f45dc0c4e';
  const good = { text: 'Neue Nachricht', language: 'de', conversationId };
  expect(readPush(JSON.stringify(good))).toEqual(good);
  for (const bad of [
    undefined,
    '',
    'hello',
    '{}',
    'null',
    JSON.stringify({ ...good, conversationId: '../../evil' }),
    JSON.stringify({ ...good, text: 1 }),
  ])
    expect(readPush(bad), bad).toBeNull();
});
