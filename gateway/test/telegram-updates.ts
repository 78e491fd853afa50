/** Updates in the Bot API's form, for tests that play a person who writes. */
export function textUpdate(
  text: string,
  {
    updateId = 1,
    messageId = 1,
    userId = 7_000_000_001,
    name = 'Test Person',
    at = new Date(),
  } = {},
): Record<string, unknown> {
  return {
    update_id: updateId,
    message: {
      message_id: messageId,
      date: Math.floor(at.getTime() / 1000),
      chat: { id: userId, type: 'private', first_name: name },
      from: { id: userId, is_bot: false, first_name: name, language_code: 'ar' },
      text,
    },
  };
}

/** Posts an update as Telegram would, with the secret of the webhook. */
export function postUpdate(webhookUrl: string, secret: string, update: unknown): Promise<Response> {
  return fetch(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify(update),
  });
}
