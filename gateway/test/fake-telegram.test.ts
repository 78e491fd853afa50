import { afterAll, beforeAll, expect, it } from 'vitest';
import { fakeBotToken, startFakeTelegram, type FakeTelegram } from './fake-telegram.ts';

let fake: FakeTelegram;

beforeAll(async () => {
  fake = await startFakeTelegram();
});
afterAll(() => fake.close());

it('takes a call whose fields the Bot API has', async () => {
  expect(await call('sendMessage', { chat_id: 7, text: 'Hallo' })).toMatchObject({ ok: true });
});

it.each([
  ['a field that no longer exists', 'sendMessage', { reply_to_message_id: 1 }],
  ['a field of another method', 'sendMessage', { caption: 'Hallo' }],
  ['a field of the old preview', 'sendMessage', { disable_web_page_preview: true }],
  ['a misspelt field', 'sendMessage', { reply_parameter: { message_id: 1 } }],
])('refuses %s', async (_title, method, field) => {
  const answer = await call(method, { chat_id: 7, text: 'Hallo', ...field });
  expect(answer).toMatchObject({ ok: false, error_code: 400 });
  expect(JSON.stringify(answer)).toContain(Object.keys(field)[0]);
});

it('knows no method that does not exist', async () => {
  expect(await call('sendGreeting', {})).toMatchObject({ ok: false, error_code: 404 });
});

async function call(method: string, fields: Record<string, unknown>): Promise<unknown> {
  const response = await fetch(`${fake.url}/bot${fakeBotToken}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  return response.json();
}
