import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SendError } from '../adapter.ts';
import {
  fakeBotToken,
  startFakeTelegram,
  type FakeTelegram,
} from '../../gateway/test/fake-telegram.ts';
import { telegram } from './index.ts';

let fake: FakeTelegram;
const credentials = { botToken: fakeBotToken, webhookSecret: 'secret' };
const call = () => ({
  apiRoot: fake.url,
  apiVersion: undefined,
  signal: new AbortController().signal,
  record: () => undefined,
});

beforeEach(async () => {
  fake = await startFakeTelegram();
});
afterEach(() => fake.close());

describe('reactions and typing', () => {
  const to = { urn: 'telegram:5551234567', messenger: 'telegram' } as const;
  const react = (emoji: string | null, targetExternalId = '5551234567:480') =>
    telegram.react?.({ to, targetExternalId, emoji }, credentials, call());

  it('a reaction is set on the message and taken back', async () => {
    await react('🙏');
    await react(null);
    expect(fake.requests.map(({ method, fields }) => [method, fields])).toEqual([
      [
        'setMessageReaction',
        { chat_id: 5551234567, message_id: 480, reaction: [{ type: 'emoji', emoji: '🙏' }] },
      ],
      ['setMessageReaction', { chat_id: 5551234567, message_id: 480, reaction: [] }],
    ]);
  });

  it('a lost answer to a reaction is worth another try, a refusal is final', async () => {
    fake.failNext({ destroy: true });
    await expect(react('🙏')).rejects.toMatchObject({ retryable: true, certain: true });
    await expect(react('🫠')).rejects.toMatchObject({ code: 'content_rejected', retryable: false });
    await expect(react('🙏', 'cb:77')).rejects.toMatchObject({ retryable: false });
    expect(fake.requests).toHaveLength(2);
  });

  it('TGO18 typing is a chat action; a failure is thrown and is nobody’s concern', async () => {
    await telegram.showTyping?.(to, null, credentials, call());
    expect(fake.requests.at(-1)).toMatchObject({
      method: 'sendChatAction',
      fields: { chat_id: 5551234567, action: 'typing' },
    });
    fake.failNext({ status: 500, body: '<html>' });
    await expect(telegram.showTyping?.(to, null, credentials, call())).rejects.toBeInstanceOf(
      SendError,
    );
  });
});
