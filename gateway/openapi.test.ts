import { describe, expect, it } from 'vitest';
import { endpoints } from './contract/api.ts';
import { describeApi } from './openapi.ts';

type Operation = {
  summary: string;
  operationId: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  components: { securitySchemes: Record<string, { type: string; name?: string }> };
  paths: Record<string, Record<string, Operation>>;
};

describe('the description of the API', () => {
  const document = describeApi('https://lotse.example.org') as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  it('is OpenAPI 3.1 and plain JSON', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'Lotse', version: expect.any(String) });
    expect(document.servers).toEqual([{ url: 'https://lotse.example.org' }]);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(JSON.stringify(document)).not.toContain('"$ref":"#/$defs');
  });

  it('names every endpoint, and what is served beside them', () => {
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    const declared = endpoints.map(
      ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    );
    const besides = [
      'GET /api/attachments/{id}',
      'GET /api/events',
      'GET /api/openapi.json',
      'GET /files/{token}',
      'GET /healthz',
      'GET /readyz',
    ];
    expect(described.toSorted()).toEqual([...declared, ...besides].toSorted());
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(
      operations.length,
    );
  });

  it.each(operations)('$method $path is complete', ({ path, operation }) => {
    expect(operation.summary.length).toBeGreaterThan(5);
    expect(operation.operationId).toMatch(/^[a-z]\w+$/i);
    const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual(
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
    );
    expect(inPath.every(({ required }) => required === true)).toBe(true);
    const statuses = Object.keys(operation.responses).filter((status) => status !== 'default');
    expect(statuses.length).toBeGreaterThan(0);
    for (const status of statuses) expect(operation.responses[status]?.description).toBeTruthy();
    expect(
      operation.responses['default']?.content?.['application/problem+json']?.schema,
    ).toMatchObject({
      properties: { code: { enum: expect.arrayContaining(['validation_failed']) } },
    });
    for (const scheme of operation.security.flatMap((one) => Object.keys(one))) {
      expect(document.components.securitySchemes[scheme]).toBeDefined();
    }
  });

  it('says which cookie, which status and which parameters', () => {
    expect(document.components.securitySchemes['session']).toMatchObject({ name: '__Host-lotse' });
    expect(
      (describeApi('http://localhost:3000') as Document).components.securitySchemes['session'],
    ).toMatchObject({ name: 'lotse' });
    const send = document.paths['/api/conversations/{id}/messages']?.['post'];
    expect(Object.keys(send?.responses ?? {})).toEqual(['200', '201', 'default']);
    expect(Object.keys(document.paths['/api/channels/{id}']?.['delete']?.responses ?? {})).toEqual([
      '204',
      'default',
    ]);
    const list = document.paths['/api/conversations']?.['get'];
    expect(list?.parameters?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['status', 'assignee', 'cursor', 'limit']),
    );
    expect(document.paths['/api/attachments']?.['post']?.requestBody?.content).toHaveProperty(
      'multipart/form-data',
    );
    expect(document.paths['/api/session']?.['post']?.security).toEqual([]);
    expect(document.paths['/api/me']?.['get']?.security).toEqual([{ session: [] }, { token: [] }]);
  });

  it('answers hold no password, hash, key or credential', () => {
    const names = operations.flatMap(({ operation }) =>
      propertyNames(Object.values(operation.responses)),
    );
    expect(names).toContain('displayName');
    const isTelling = (name: string) =>
      /password|\bhash|credential|secret$|wrapped|sealed/i.test(name.replace(/[A-Z]/g, ' $&'));
    expect(['codeHash', 'hasHelped'].filter(isTelling)).toEqual(['codeHash']);
    expect(names.filter(isTelling)).toEqual(['isSecret']);
    const withToken = operations.filter(({ operation }) =>
      propertyNames(Object.values(operation.responses)).includes('token'),
    );
    expect(withToken.map(({ path, method }) => `${method} ${path}`)).toEqual(['post /api/tokens']);
  });
});

function propertyNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'properties' in value && typeof value.properties === 'object'
      ? Object.keys(value.properties ?? {})
      : [];
  return [...new Set([...own, ...Object.values(value).flatMap(propertyNames)])];
}
