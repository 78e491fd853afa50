import * as z from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { endpoints } from './contract/api.ts';
import type { EndpointSpec } from './contract/endpoint.ts';
import { problem } from './contract/problem.ts';

/** The API's description, OpenAPI 3.1, from the schemas that validate. */
export function describeApi(publicUrl: string): object {
  const paths: ZodOpenApiPathsObject = {};
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
        session: { type: 'apiKey', in: 'cookie', name: 'lotse' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
    paths,
  });
}

function describe(endpoint: EndpointSpec) {
  const status = String(endpoint.status ?? 200) as '200' | '201' | '204';
  const isPublic = endpoint.access === 'public';
  return {
    summary: endpoint.summary,
    operationId: operationId(endpoint),
    security: isPublic ? [] : [{ session: [] }, { token: [] }],
    ...(isPublic ? {} : { 'x-permission': endpoint.access }),
    requestParams: {
      ...(endpoint.params && { path: endpoint.params }),
      ...(endpoint.query && { query: endpoint.query }),
    },
    ...(endpoint.body && { requestBody: { required: true, content: { 'application/json': { schema: endpoint.body } } } }),
    ...(endpoint.path === '/api/attachments' && { requestBody: upload }),
    responses: {
      [status]: {
        description: 'Done',
        ...(status !== '204' && { content: { 'application/json': { schema: endpoint.response } } }),
      },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problem } } },
    },
  };
}

const upload = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: z.object({ file: z.string().meta({ format: 'binary' }), kind: z.literal('voice').optional() }),
    },
  },
};

function operationId({ method, path }: EndpointSpec): string {
  const words = path.replace('/api/', '').split(/[/-]/).map((word) => word.replace(':', 'by-'));
  return [method.toLowerCase(), ...words].join('-').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
