/** What a test got from the API. */
export type Answer<T = Record<string, unknown>> = { status: number; headers: Headers; body: T };

export type ApiClient = {
  request<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>>;
  /** As `request`, and fails the test on anything but 2xx. */
  ok<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  upload(
    bytes: Buffer,
    fileName: string,
    type: string,
    kind?: string,
  ): Promise<{ id: string; kind: string }>;
  cookie: string;
};

/** Calls the API as a browser does: with a session cookie. */
export function createApiClient(url: string, cookie = ''): ApiClient {
  const headers = (): Record<string, string> => (cookie ? { cookie } : {});
  const client: ApiClient = {
    cookie,
    async request<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...headers(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        body: (isJson && text ? JSON.parse(text) : text) as T,
      };
    },
    async ok<T>(method: string, path: string, body?: unknown) {
      const answer = await client.request<T>(method, path, body);
      if (answer.status >= 300) {
        throw new Error(
          `${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
        );
      }
      return answer.body;
    },
    async upload(bytes, fileName, type, kind) {
      const form = new FormData();
      if (kind) form.set('kind', kind);
      form.set('file', new Blob([new Uint8Array(bytes)], { type }), fileName);
      const response = await fetch(`${url}/api/attachments`, {
        method: 'POST',
        headers: headers(),
        body: form,
      });
      if (response.status !== 201)
        throw new Error(`Upload answered ${response.status}: ${await response.text()}`);
      return response.json() as Promise<{ id: string; kind: string }>;
    },
  };
  return client;
}

/** Signs in and keeps the cookie. */
export async function signIn(url: string, email: string, password: string): Promise<ApiClient> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (response.status !== 200)
    throw new Error(`Sign-in answered ${response.status}: ${await response.text()}`);
  return createApiClient(url, response.headers.getSetCookie()[0]?.split(';')[0] ?? '');
}
