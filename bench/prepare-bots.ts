import { signIn } from './sign-in.ts';

export type Bots = {
  chats: string[];
  /** Writes so many replies to every chat; they wait for a worker. */
  queue(textsPerChat: number): Promise<void>;
};

type Conversation = { id: string };

/** Connects Telegram bots and lets people write to them, so that there is somebody to answer. */
export async function prepareBots(
  url: string,
  admin: { email: string; password: string },
  { bots, chatsPerBot }: { bots: number; chatsPerBot: number },
): Promise<Bots> {
  const cookie = await signIn(url, admin);
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(url + path, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as T;
  };
  const chats: string[] = [];
  for (let bot = 1; bot <= bots; bot += 1) {
    const token = `${bot}00000:${'A'.repeat(35)}`;
    const credentials = { botToken: token, webhookSecret: 'bench-secret' };
    const channel = await call<{ webhookUrl: string }>('POST', '/api/channels', {
      kind: 'telegram',
      name: `Bot ${bot}`,
      credentials,
    });
    for (let index = 0; index < chatsPerBot; index += 1) {
      const user = bot * 1000 + index;
      chats.push(String(user));
      await write(channel.webhookUrl, user);
    }
  }
  const conversationIds: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: Conversation[]; nextCursor: string | null } = await call(
      'GET',
      `/api/conversations?status=all&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    conversationIds.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  if (conversationIds.length !== chats.length)
    throw new Error('Not every chat became a conversation');
  let lastText = 0;
  return {
    chats,
    async queue(textsPerChat) {
      for (let i = 0; i < textsPerChat; i += 1) {
        lastText += 1;
        const text = String(lastText);
        for (let start = 0; start < conversationIds.length; start += 16) {
          const some = conversationIds.slice(start, start + 16);
          const replies = some.map((id) =>
            call('POST', `/api/conversations/${id}/messages`, { clientMessageId: text, text }),
          );
          await Promise.all(replies);
        }
      }
    },
  };
}

/** The server listens a moment before its first administrator is there. */
async function write(webhookUrl: string, user: number): Promise<void> {
  const person = { id: user, is_bot: false, first_name: 'Test' };
  const message = {
    message_id: 1,
    date: Math.floor(Date.now() / 1000),
    chat: { ...person, type: 'private' },
    from: person,
    text: 'Guten Tag',
  };
  const response = await fetch(webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': 'bench-secret',
    },
    body: JSON.stringify({ update_id: user, message }),
  });
  if (response.status !== 200) throw new Error(`The webhook answered ${response.status}`);
}
