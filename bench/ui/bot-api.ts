import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type BotApi = {
  url: string;
  /** When the text arrived, as `Date.now()`. */
  arrivalOf(text: string): number | undefined;
  stop(): void;
};

/** A Bot API that answers at once and remembers when each text came. */
export async function startBotApi(): Promise<BotApi> {
  const arrivals = new Map<string, number>();
  let count = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const now = Date.now();
      let result: unknown = { id: 1, is_bot: true, first_name: 'Bench' };
      if (request.url?.endsWith('/sendMessage')) {
        const { chat_id: chat, text } = JSON.parse(Buffer.concat(chunks).toString());
        arrivals.set(text, now);
        count += 1;
        result = { message_id: count, date: 1, chat: { id: chat, type: 'private' }, text };
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: true, result }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivalOf: (text) => arrivals.get(text),
    stop: () => server.closeAllConnections() ?? server.close(),
  };
}
