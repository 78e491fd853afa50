import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type S3Request = { method: string; key: string; status: number };
export type FakeS3 = {
  url: string;
  accessKeyId: string;
  bucket: string;
  objects: Map<string, Buffer>;
  requests: S3Request[];
  /** Answers 503 to so many requests. */
  failNext(times: number): void;
  close(): Promise<void>;
};

/**
 * Objects of one bucket by path style: PUT, GET, HEAD, DELETE. Every request must carry a version 4 signature of the
 * right form. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const requests: S3Request[] = [];
  const accessKeyId = 'LOTSETESTKEY';
  const bucket = 'lotse-files';
  let failures = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, named, ...rest] = new URL(request.url ?? '/', 'http://s3').pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const method = request.method ?? '';
    const end = (status: number, body: Buffer | string = '') => {
      requests.push({ method, key, status });
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(method === 'HEAD' ? '' : body);
    };
    if (failures > 0) {
      failures -= 1;
      return end(503, errorBody('SlowDown'));
    }
    if (!isSigned(request)) return end(403, errorBody('AccessDenied'));
    if (named !== bucket) return end(404, errorBody('NoSuchBucket'));
    if (method === 'PUT') {
      objects.set(key, Buffer.concat(chunks));
      return end(200);
    }
    if (method === 'DELETE') {
      objects.delete(key);
      return end(204);
    }
    const found = objects.get(key);
    return found ? end(200, found) : end(404, errorBody('NoSuchKey'));
  }

  function isSigned({ headers }: IncomingMessage): boolean {
    const form = new RegExp(
      `^AWS4-HMAC-SHA256 Credential=${accessKeyId}/\\d{8}/[\\w-]+/s3/aws4_request, SignedHeaders=[\\w;-]*host[\\w;-]*, Signature=[0-9a-f]{64}$`,
    );
    const date = String(headers['x-amz-date']);
    return form.test(headers.authorization ?? '') && /^\d{8}T\d{6}Z$/.test(date);
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId,
    bucket,
    objects,
    requests,
    failNext: (times) => (failures = times),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function errorBody(code: string): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}
