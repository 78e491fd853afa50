import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answerMethod, type FakeBot, type UploadedFile } from './fake-telegram-methods.ts';

/** A token that the fake knows; it has the form of a real one. */
export const fakeBotToken = '123456789:AAEexampleexampleexampleexample-_01';

export type FakeTelegramRequest = {
  /** The Bot API method, or `download`. */
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  /** JSON fields parsed, also where they came as a part of a form. */
  fields: Record<string, unknown>;
  files: Record<string, UploadedFile>;
  at: Date;
};

export type ScriptedFailure = {
  /** Only calls of this method; without it the next call of any. */
  method?: string;
  status?: number;
  /** An object is sent as JSON, a string as HTML. Left out: Telegram's usual form for the status. */
  body?: Record<string, unknown> | string;
  headers?: Record<string, string>;
  /** Takes the request and never answers. */
  hang?: true;
  /** Takes the request and cuts the connection. */
  destroy?: true;
  /** Waits, then goes on. */
  delayMs?: number;
  /** How often; once when left out. */
  times?: number;
};

export type FakeTelegram = {
  url: string;
  /** Bots by token, with the webhook that each has set. */
  bots: Map<string, FakeBot>;
  requests: FakeTelegramRequest[];
  failNext: (failure: ScriptedFailure) => void;
  /** Files to be downloaded, by file_id. `path` is as in Telegram's answer, e.g. `photos/file_1.jpg`. */
  files: Map<string, { path: string; bytes: Buffer; contentType?: string }>;
  /** Posts an update to the webhook that was set, with its secret, as Telegram does. */
  deliver: (update: Record<string, unknown>, token?: string) => Promise<Response>;
  close: () => Promise<void>;
};

/** A Bot API server on loopback that is as strict as the real one about tokens, fields and limits. */
export async function startFakeTelegram(): Promise<FakeTelegram> {
  const failures: ScriptedFailure[] = [];
  const fake: Omit<FakeTelegram, 'url'> = {
    bots: new Map([
      [fakeBotToken, { id: 123456789, username: 'lotse_example_bot', webhook: null }],
    ]),
    requests: [],
    files: new Map(),
    failNext: (failure) => failures.push(failure),
    deliver: async (update, token = fakeBotToken) => {
      const webhook = fake.bots.get(token)?.webhook;
      if (!webhook) throw new Error('No webhook is set for this bot');
      return fetch(webhook.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(webhook.secretToken && { 'x-telegram-bot-api-secret-token': webhook.secretToken }),
        },
        body: JSON.stringify(update),
      });
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  const server = createServer((request, response) => {
    serve(fake, failures, request, response).catch((error: unknown) => {
      if (!response.headersSent) answer(response, 500, { description: String(error) });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { ...fake, url: `http://127.0.0.1:${port}` };
}

async function serve(
  fake: Omit<FakeTelegram, 'url'>,
  failures: ScriptedFailure[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, file, token, name] = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
  if (token === undefined || name === undefined) return fail(response, 404, 'Not Found');
  const method = file ? 'download' : name;
  const { fields, files } = await readForm(request, url);
  fake.requests.push({
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    fields,
    files,
    at: new Date(),
  });
  const failure = takeFailure(failures, method);
  if (failure?.delayMs !== undefined) await delay(failure.delayMs);
  if (failure?.hang) return;
  if (failure?.destroy) return void request.socket.destroy();
  if (failure?.status !== undefined) return answerScripted(response, failure);
  const bot = fake.bots.get(decodeURIComponent(token));
  if (!bot) {
    if (/^\d+:[\w-]{30,}$/.test(token)) return fail(response, 401, 'Unauthorized');
    return fail(response, 404, 'Not Found');
  }
  if (file) return download(fake, response, decodeURIComponent(name));
  const result = answerMethod(method, { fields, files, bot, served: fake.files });
  if ('description' in result) return fail(response, result.code, result.description);
  answer(response, 200, { ok: true, result: result.ok });
}

function takeFailure(failures: ScriptedFailure[], method: string): ScriptedFailure | undefined {
  const index = failures.findIndex((each) => each.method === undefined || each.method === method);
  const failure = failures[index];
  if (!failure) return undefined;
  const left = (failure.times ?? 1) - 1;
  if (left > 0) failures[index] = { ...failure, times: left };
  else failures.splice(index, 1);
  return failure;
}

function answerScripted(response: ServerResponse, failure: ScriptedFailure): void {
  const { status = 500, body = { ok: false, error_code: status, description: 'Scripted' } } =
    failure;
  const isHtml = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isHtml ? 'text/html' : 'application/json',
    ...failure.headers,
  });
  response.end(isHtml ? body : JSON.stringify(body));
}

function download(fake: Omit<FakeTelegram, 'url'>, response: ServerResponse, path: string): void {
  const file = [...fake.files.values()].find((each) => each.path === path);
  if (!file) return fail(response, 404, 'Not Found');
  response.writeHead(200, { 'content-type': file.contentType ?? 'application/octet-stream' });
  response.end(file.bytes);
}

/** Query, JSON, form and multipart are all accepted. Source: https://core.telegram.org/bots/api#making-requests */
async function readForm(
  request: IncomingMessage,
  url: URL,
): Promise<Pick<FakeTelegramRequest, 'fields' | 'files'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const fields: Record<string, unknown> = Object.fromEntries(url.searchParams);
  const files: Record<string, UploadedFile> = {};
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json') && body.length > 0) {
    return { fields: { ...fields, ...(JSON.parse(body.toString()) as object) }, files };
  }
  if (!type.startsWith('multipart/') && !type.startsWith('application/x-www-form')) {
    return { fields, files };
  }
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = parsed(value);
    else files[name] = { fileName: value.name, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  return { fields, files };
}

function parsed(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function fail(response: ServerResponse, code: number, description: string): void {
  answer(response, code, { ok: false, error_code: code, description });
}

function answer(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
