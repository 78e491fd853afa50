import type * as z from 'zod';
import type { BodyOf, EndpointSpec, ResponseOf } from '../gateway/contract/endpoint.ts';
import type { Attachment } from '../gateway/contract/message.ts';
import type { Problem, ProblemCode } from '../gateway/contract/problem.ts';

/** The gateway said no. `code` is stable; `network` means that no answer came at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode | 'network';
  readonly issues: { path: string; message: string }[];
  /** Seconds to wait, of 429 and 503. */
  readonly retryAfter: number | undefined;
  /** Of `unauthenticated`: only the screen is locked. */
  readonly isLocked: boolean;

  constructor(
    problem: Omit<Partial<Problem>, 'code'> & { code: ApiProblem['code'] },
    retryAfter?: number,
  ) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiProblem';
    this.status = problem.status ?? 0;
    this.code = problem.code;
    this.issues = problem.issues ?? [];
    this.retryAfter = retryAfter;
    this.isLocked = problem.isLocked ?? false;
  }
}

type CallOptions<E extends EndpointSpec> = {
  signal?: AbortSignal;
  /** Arrives also when the page is left at that moment; for small bodies only. */
  keepalive?: boolean;
  /** Sent as it is, as CSV, in place of a JSON body. */
  file?: Blob;
} & (E['params'] extends z.ZodType ? { params: z.input<E['params']> } : unknown) &
  (E['query'] extends z.ZodType ? { query?: z.input<E['query']> } : unknown) &
  (E['body'] extends z.ZodType ? { body: BodyOf<E> } : unknown);

type Arguments<E extends EndpointSpec> =
  Record<never, never> extends CallOptions<E>
    ? [options?: CallOptions<E>]
    : [options: CallOptions<E>];

/**
 * Calls one endpoint of the contract. The answer is typed by the contract and trusted: it comes from our own gateway.
 * @throws ApiProblem for everything that isn't a success, also when the network fails.
 */
export async function call<E extends EndpointSpec>(
  endpoint: E,
  ...[options]: Arguments<E>
): Promise<ResponseOf<E>> {
  const { params, query, body, file, signal, keepalive = false } = (options ?? {}) as LooseOptions;
  const asked = fetch(urlOf(endpoint.path, params, query), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(file ? { 'content-type': 'text/csv' } : {}),
    },
    body: file ?? (body === undefined ? null : JSON.stringify(body)),
    signal: signal ?? null,
    keepalive,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiProblem({ code: 'network' });
  });
  if (endpoint.method !== 'GET') noteWriting(asked);
  const response = await asked;
  if (!response.ok)
    throw reported(
      problemOf(response.status, await response.text(), retryAfterOf(response.headers)),
    );
  if (response.status === 204) return undefined as ResponseOf<E>;
  return (await response.json()) as ResponseOf<E>;
}

/**
 * Uploads one file; XMLHttpRequest because fetch reports no upload progress.
 * @throws ApiProblem as `call` does; DOMException `AbortError` when `signal` aborts.
 */
export function upload(
  file: Blob & { name?: string },
  kind?: 'voice',
  onProgress?: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    if (kind) form.append('kind', kind);
    form.append('file', file, file.name ?? 'file');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 201 || request.status === 200) {
        resolve(JSON.parse(request.responseText) as Attachment);
        return;
      }
      reject(reported(problemOf(request.status, request.responseText)));
    };
    request.onerror = () => reject(new ApiProblem({ code: 'network' }));
    request.onabort = () => reject(new DOMException('The upload was canceled.', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.open('POST', '/api/attachments');
    request.send(form);
  });
}

/** Fills `:name` parts and appends the query; undefined values are left out. */
export function urlOf(path: string, params: Values = {}, query: Values = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return search ? `${filled}?${search}` : filled;
}

/** Reads an error answer; also one that a proxy made up as HTML. */
export function problemOf(status: number, text: string, retryAfter?: number): ApiProblem {
  try {
    const parsed = JSON.parse(text) as Problem;
    if (typeof parsed.code === 'string') return new ApiProblem({ ...parsed, status }, retryAfter);
  } catch {
    // Not JSON: it came from something between the browser and the gateway.
  }
  return new ApiProblem({ status, code: codeByStatus[status] ?? 'unavailable' }, retryAfter);
}

/** Resolves when what is being written was answered, at most after three seconds. */
export async function whenWritten(): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, writePatienceMs));
  await Promise.race([Promise.allSettled(writing), patience]);
}

/**
 * Tells when an answer says that nobody is signed in any more, or that the screen is locked. Returns how to stop
 * listening.
 */
export function onRefused(listener: (why: 'signed-out' | 'locked') => void): () => void {
  refusedListeners.add(listener);
  return () => refusedListeners.delete(listener);
}

type Values = Record<string, unknown>;
type LooseOptions = {
  params?: Values;
  query?: Values;
  body?: unknown;
  file?: Blob;
  signal?: AbortSignal;
  keepalive?: boolean;
};

const writePatienceMs = 3000;
const writing = new Set<Promise<unknown>>();
const refusedListeners = new Set<(why: 'signed-out' | 'locked') => void>();

function noteWriting(asked: Promise<unknown>): void {
  writing.add(asked);
  const forget = () => writing.delete(asked);
  asked.then(forget, forget);
}

const codeByStatus: Record<number, ProblemCode> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'payload_too_large',
  429: 'rate_limited',
  500: 'internal_error',
};

function reported(problem: ApiProblem): ApiProblem {
  if (problem.code === 'unauthenticated') {
    for (const listener of refusedListeners) listener(problem.isLocked ? 'locked' : 'signed-out');
  }
  return problem;
}

function retryAfterOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
