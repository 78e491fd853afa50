import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  answer,
  answerNumber,
  describeMedia,
  download,
  listTemplates,
  missing,
  takeMessage,
  takeUpload,
  type GraphState,
} from './fake-graph-endpoints.ts';
import { fakeGraphCredentials, graphErrorBody, signGraph } from './fake-graph-payloads.ts';

export type UploadedFile = { fileName: string; mimeType: string; bytes: Buffer };
type Endpoint =
  | 'messages'
  | 'templates'
  | 'media'
  | 'media-info'
  | 'download'
  | 'number'
  | 'unknown';

export type FakeGraphRequest = {
  endpoint: Endpoint;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  /** The JSON body, or the text fields of a form. */
  fields: Record<string, unknown>;
  files: Record<string, UploadedFile>;
  at: Date;
};

export type ScriptedGraphFailure = {
  /** Only calls of this endpoint; without it the next call of any. */
  endpoint?: Endpoint;
  status?: number;
  /** An object is sent as JSON, a string as HTML. */
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

export type FakeGraph = {
  url: string;
  requests: FakeGraphRequest[];
  /** What the documentation forbids and a client did anyway. */
  violations: string[];
  failNext: (failure: ScriptedGraphFailure) => void;
  /** Uploaded and downloadable files by media id. */
  files: Map<string, { mimeType: string; bytes: Buffer; sha256?: string; fileSize?: number }>;
  /** Makes every download URL handed out so far answer 404; the id then gives a new one. */
  expireUrls: () => void;
  /** What the account has, as the Graph API lists it, and how many it gives at once. */
  templates: Record<string, unknown>[];
  templatePageSize: number;
  /** Business-scoped user ids that answers name beside a number. */
  userIds: Map<string, string>;
  /** Set by `webhook_configuration`. */
  webhook: { override_callback_uri: string; verify_token: string } | null;
  /** How Meta sees the number. */
  number: { quality: string; status: string };
  /** Posts a payload to a webhook, signed as Meta does. */
  deliver: (webhookUrl: string, payload: unknown) => Promise<Response>;
  close: () => Promise<void>;
};

type State = GraphState & { failures: ScriptedGraphFailure[] };

/** A Graph API on loopback for one phone number, strict about the token, the form of messages and their limits. */
export async function startFakeGraph(): Promise<FakeGraph> {
  const server = createServer((request, response) => {
    serve(state, request, response).catch((error: unknown) => {
      if (!response.headersSent) answer(response, 500, graphErrorBody(131000, String(error)));
    });
  });
  const state: State = {
    url: '',
    requests: [],
    violations: [],
    failures: [],
    failNext: (failure) => state.failures.push(failure),
    files: new Map(),
    urlAge: 0,
    expireUrls: () => (state.urlAge += 1),
    templates: [],
    templatePageSize: 100,
    userIds: new Map(),
    webhook: null,
    number: { quality: 'GREEN', status: 'CONNECTED' },
    sentCount: 0,
    deliver: (webhookUrl, payload) => {
      const body = JSON.stringify(payload);
      const signature = signGraph(fakeGraphCredentials.appSecret, body);
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
      return fetch(webhookUrl, { method: 'POST', headers, body });
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

async function serve(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', state.url);
  const endpoint = findEndpoint(request.method ?? '', url.pathname);
  const { fields, files } = await readBody(request);
  const query = Object.fromEntries(url.searchParams);
  const { method = '', headers } = request;
  const path = url.pathname;
  state.requests.push({ endpoint, method, path, query, headers, fields, files, at: new Date() });
  const failure = takeFailure(state.failures, endpoint);
  if (failure?.delayMs !== undefined) await delay(failure.delayMs);
  if (failure?.hang) return;
  if (failure?.destroy) return void request.socket.destroy();
  if (failure?.status !== undefined || failure?.body !== undefined) {
    const { status = 500, body = graphErrorBody(131000, 'Something went wrong') } = failure;
    return answer(response, status, body, failure.headers);
  }
  if (headers.authorization !== `Bearer ${fakeGraphCredentials.accessToken}`) {
    return answer(response, 401, graphErrorBody(190, 'Invalid OAuth access token'));
  }
  const id = path.split('/')[2] ?? '';
  if (endpoint === 'download') return download(state, response, path);
  if (endpoint === 'templates') return listTemplates(state, response, id, query);
  if (endpoint === 'media-info') return describeMedia(state, response, id);
  if (endpoint === 'unknown' || id !== fakeGraphCredentials.phoneNumberId)
    return missing(response, id);
  if (endpoint === 'number') return answerNumber(state, response, method, query, fields);
  if (endpoint === 'messages') return takeMessage(state, response, fields);
  takeUpload(state, response, fields, files.file ?? null);
}

function findEndpoint(method: string, path: string): Endpoint {
  if (method === 'GET' && /^\/attachments\/[^/]+\/\d+$/.test(path)) return 'download';
  const [, version, id, edge, ...rest] = path.split('/');
  if (!/^v\d+\.0$/.test(version ?? '') || !id || rest.length > 0) return 'unknown';
  if (method === 'POST' && (edge === 'messages' || edge === 'media')) return edge;
  if (method === 'GET' && edge === 'message_templates') return 'templates';
  if (edge !== undefined || (method !== 'GET' && method !== 'POST')) return 'unknown';
  if (method === 'GET' && id.startsWith('9')) return 'media-info';
  return 'number';
}

function takeFailure(failures: ScriptedGraphFailure[], endpoint: Endpoint) {
  const failure = failures.find((one) => (one.endpoint ?? endpoint) === endpoint);
  if (!failure) return undefined;
  failure.times = (failure.times ?? 1) - 1;
  if (failure.times <= 0) failures.splice(failures.indexOf(failure), 1);
  return failure;
}

async function readBody(
  request: IncomingMessage,
): Promise<Pick<FakeGraphRequest, 'fields' | 'files'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('application/json')) {
    return { fields: JSON.parse(bytes.toString('utf8')) as Record<string, unknown>, files: {} };
  }
  const fields: Record<string, unknown> = {};
  const files: Record<string, UploadedFile> = {};
  if (!contentType.startsWith('multipart/form-data')) return { fields, files };
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else {
      const content = Buffer.from(await value.arrayBuffer());
      files[name] = { fileName: value.name, mimeType: value.type, bytes: content };
    }
  }
  return { fields, files };
}
