import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A Bot API that answers after 20 ms and refuses a share of the messages with 429 ("in a second"). It counts what it
 * took, looks whether the texts of a chat, which are numbers, come in their order, and tells at `/stats`.
 */
const answerMs = 20;
const fresh = () => ({ sent: 0, throttled: 0, outOfOrder: 0, firstAt: 0, lastAt: 0 });
let stats = fresh();
let share = 0;
const lastText = new Map<string, number>();
let count = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/stats') return answer(200, stats);
    if (url.pathname === '/reset') {
      stats = fresh();
      share = Number(url.searchParams.get('share'));
      lastText.clear();
      return answer(200, {});
    }
    if (!url.pathname.endsWith('/sendMessage')) {
      return answer(200, { ok: true, result: { id: 1, is_bot: true, first_name: 'Bench' } });
    }
    const { chat_id: chat, text } = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    stats.firstAt ||= Date.now();
    count += 1;
    const isThrottled = Math.floor(count * share) > Math.floor((count - 1) * share);
    void pause(answerMs).then(() => {
      if (isThrottled) {
        stats.throttled += 1;
        const description = 'Too Many Requests: retry after 1';
        const parameters = { retry_after: 1 };
        return answer(429, { ok: false, error_code: 429, description, parameters });
      }
      stats.sent += 1;
      stats.lastAt = Date.now();
      if (Number(text) <= (lastText.get(String(chat)) ?? 0)) stats.outOfOrder += 1;
      lastText.set(String(chat), Number(text));
      const message = { message_id: count, date: 1, chat: { id: chat, type: 'private' }, text };
      answer(200, { ok: true, result: message });
    });
  });
});
server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'));
