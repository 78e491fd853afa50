import * as z from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { endpoints } from './contract/api.ts';
import type { EndpointSpec } from './contract/endpoint.ts';
import { attachmentPath, attachmentQuery } from './contract/attachment.ts';
import { realtimeEvent } from './contract/events.ts';
import { idParams } from './contract/primitives.ts';
import { problem } from './contract/problem.ts';
import { cookieName } from './http/authentication.ts';

/** The API's description, OpenAPI 3.1, from the schemas that validate. */
export function describeApi(publicUrl: string): object {
  const paths: ZodOpenApiPathsObject = { ...besides };
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: describe(endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Lotse', version: '1', description: 'One inbox for every messenger.' },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookieName(publicUrl) },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
    paths,
  });
}

const signedIn: Record<string, string[]>[] = [{ session: [] }, { token: [] }];
const problems = {
  description: 'A problem',
  content: { 'application/problem+json': { schema: problem } },
};

function describe(endpoint: EndpointSpec) {
  const status = String(endpoint.status ?? 200) as '200' | '201' | '204';
  const isPublic = endpoint.access === 'public';
  const content = { 'application/json': { schema: endpoint.response } };
  return {
    summary: endpoint.summary,
    operationId: operationId(endpoint),
    security: isPublic ? [] : signedIn,
    ...(isPublic ? {} : { 'x-permission': endpoint.access }),
    requestParams: {
      ...(endpoint.params && { path: endpoint.params }),
      ...(endpoint.query && { query: endpoint.query }),
    },
    ...(endpoint.body && {
      requestBody: { required: true, content: { 'application/json': { schema: endpoint.body } } },
    }),
    ...(endpoint.path === '/api/attachments' && { requestBody: upload }),
    responses: {
      ...(endpoint.isRepeatable && {
        '200': { description: 'It was done before, by the same request', content },
      }),
      [status]: { description: 'Done', ...(status !== '204' && { content }) },
      default: problems,
    },
  };
}

const file = { schema: z.string().meta({ format: 'binary' }) };
const health = z.object({
  status: z.string(),
  database: z.string().optional(),
  queue: z.string().optional(),
});

/** What answers no JSON resource, or lies outside \`/api\`. */
const besides: ZodOpenApiPathsObject = {
  '/api/events': {
    get: {
      summary: 'Server-Sent Events, ids only; an id that is no longer known gives one `reset`',
      operationId: 'getEvents',
      security: signedIn,
      requestParams: {
        header: z.object({ 'Last-Event-ID': z.string().optional() }),
        query: z.object({ lastEventId: z.string().optional() }),
      },
      responses: {
        '200': {
          description: 'A stream without end',
          content: { 'text/event-stream': { schema: realtimeEvent } },
        },
        default: problems,
      },
    },
  },
  [attachmentPath.replace(':id', '{id}')]: {
    get: {
      summary: 'The bytes of a file; `Range` is understood',
      operationId: 'getAttachmentsById',
      security: signedIn,
      requestParams: { path: idParams, query: attachmentQuery },
      responses: {
        '200': { description: 'The file', content: { '*/*': file } },
        default: problems,
      },
    },
  },
  '/api/openapi.json': {
    get: {
      summary: 'This description',
      operationId: 'getOpenapi',
      security: [],
      responses: {
        '200': {
          description: 'OpenAPI 3.1',
          content: { 'application/json': { schema: z.looseObject({}) } },
        },
        default: problems,
      },
    },
  },
  '/files/{token}': {
    get: {
      summary: 'The bytes of a file, by a signed link that expires',
      operationId: 'getFileByLink',
      security: [],
      requestParams: { path: z.object({ token: z.string() }) },
      responses: {
        '200': { description: 'The file', content: { '*/*': file } },
        default: problems,
      },
    },
  },
  '/healthz': { get: describeHealth('Whether the process lives', 'getHealth') },
  '/readyz': {
    get: describeHealth('Whether database and queue answer; 503 when not', 'getReadiness'),
  },
};

function describeHealth(summary: string, operationId: string) {
  const content = { 'application/json': { schema: health } };
  return {
    summary,
    operationId,
    security: [],
    responses: { '200': { description: 'Yes', content }, default: problems },
  };
}

const upload = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: z.object({
        file: z.string().meta({ format: 'binary' }),
        kind: z.literal('voice').optional(),
      }),
    },
  },
};

function operationId({ method, path }: EndpointSpec): string {
  const words = path
    .replace('/api/', '')
    .split(/[/-]/)
    .map((word) => word.replace(':', 'by-'));
  return [method.toLowerCase(), ...words]
    .join('-')
    .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
