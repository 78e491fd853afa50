import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  fakeGraphCredentials as credentials,
  graphErrorBody,
} from '../../gateway/test/fake-graph-payloads.ts';
import { fakeBusinessAccountId, graphTemplate } from '../../gateway/test/fake-graph-templates.ts';
import { startFakeGraph, type FakeGraph } from '../../gateway/test/fake-graph.ts';
import type { CallContext, Exchange, TemplateContent } from '../adapter.ts';
import { templateBody } from './bodies.ts';
import { listTemplates, normaliseTemplate } from './templates.ts';

describe('the templates of an account', () => {
  let graph: FakeGraph;
  let exchanges: Exchange[] = [];
  beforeAll(async () => {
    graph = await startFakeGraph();
  });
  afterEach(() => {
    expect(graph.violations).toEqual([]);
    graph.requests.length = 0;
    exchanges = [];
  });
  afterAll(() => graph.close());

  it('WAO04 are read with their texts, states and placeholders', async () => {
    graph.templates = [
      graphTemplate('termin', 'de', 'Guten Tag {{1}}, Ihr Termin ist am {{2}}.', {
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Beratung {{1}}' },
          { type: 'FOOTER', text: 'Caritas Nord' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'QUICK_REPLY', text: 'Absagen' },
              { type: 'URL', text: 'Ansehen', url: 'https://lotse.example/t/{{1}}' },
              { type: 'PHONE_NUMBER', text: 'Anrufen', phone_number: '+493090182' },
            ],
          },
        ],
      }),
      graphTemplate('termin', 'ar', 'مرحبا {{1}}', {
        status: 'REJECTED',
        rejected_reason: 'INVALID_FORMAT',
        category: 'MARKETING',
      }),
    ];
    const [german, arabic, ...none] = await list();
    expect(none).toEqual([]);
    expect(german).toEqual({
      name: 'termin',
      language: 'de',
      state: 'approved',
      category: 'utility',
      providerId: expect.stringMatching(/^\d+$/) as unknown,
      header: 'Beratung {{1}}',
      body: 'Guten Tag {{1}}, Ihr Termin ist am {{2}}.',
      footer: 'Caritas Nord',
      buttons: [
        { title: 'Absagen', url: null },
        { title: 'Ansehen', url: 'https://lotse.example/t/{{1}}' },
        { title: 'Anrufen', url: null },
      ],
      obstacle: null,
      reason: null,
    });
    expect(arabic).toMatchObject({
      language: 'ar',
      state: 'rejected',
      reason: 'INVALID_FORMAT',
      category: 'marketing',
    });
  });

  it.each([
    ['APPROVED', 'approved'],
    ['PENDING', 'pending'],
    ['IN_APPEAL', 'pending'],
    ['REJECTED', 'rejected'],
    ['LIMIT_EXCEEDED', 'rejected'],
    ['PAUSED', 'paused'],
    ['DISABLED', 'disabled'],
    ['PENDING_DELETION', 'disabled'],
    ['SOMETHING_NEW', 'disabled'],
  ])('in the state %s are %s', async (status, state) => {
    graph.templates = [graphTemplate('a', 'de', 'a', { status })];
    expect(await list()).toMatchObject([{ state }]);
  });

  it.each([
    ['media', [{ type: 'HEADER', format: 'IMAGE' }]],
    ['media', [{ type: 'HEADER', format: 'LOCATION' }]],
    ['code', [{ type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Code' }] }]],
    ['code', [{ type: 'BUTTONS', buttons: [{ type: 'OTP', text: 'Code' }] }]],
    ['other', [{ type: 'CAROUSEL', cards: [] }]],
    ['other', [{ type: 'BUTTONS', buttons: [{ type: 'CATALOG', text: 'Shop' }] }]],
    [null, [{ type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Formular' }] }]],
  ])('that want more than text say so: %s', async (obstacle, components) => {
    graph.templates = [graphTemplate('a', 'de', 'a', { components })];
    expect(await list()).toMatchObject([{ obstacle }]);
  });

  it('come page by page, and none is left out', async () => {
    graph.templatePageSize = 2;
    graph.templates = Array.from({ length: 5 }, (_, index) =>
      graphTemplate(`t${index}`, 'de', 'a'),
    );
    expect((await list()).map(({ name }) => name)).toEqual(['t0', 't1', 't2', 't3', 't4']);
    const pages = graph.requests.filter(({ endpoint }) => endpoint === 'templates');
    expect(pages.map(({ query }) => Boolean(query.after))).toEqual([false, true, true]);
    graph.templatePageSize = 100;
  });

  it('are asked of the account that the number belongs to, and no id stands in the channel log', async () => {
    graph.templates = [];
    expect(await list()).toEqual([]);
    expect(graph.requests.map(({ path, query }) => [path, query.fields?.split(',')[0]])).toEqual([
      [`/v25.0/${credentials.phoneNumberId}`, 'health_status'],
      [`/v25.0/${fakeBusinessAccountId}/message_templates`, 'id'],
    ]);
    expect(exchanges.map(({ path }) => path)).toEqual([
      '/v25.0/{phone-number-id}',
      '/v25.0/{business-account-id}/message_templates',
    ]);
  });

  it('are asked of the account that an administrator entered', async () => {
    await list({ businessAccountId: fakeBusinessAccountId });
    expect(graph.requests.map(({ endpoint }) => endpoint)).toEqual(['templates']);
    await expect(list({ businessAccountId: '1' })).rejects.toMatchObject({
      code: 'credentials_failed',
    });
  });

  it.each([
    ['number', { id: '106540352242922' }, 'which WhatsApp Business account'],
    ['templates', { success: true }, 'no list'],
  ] as const)('an answer of %s without them is no empty list', async (endpoint, body, words) => {
    graph.failNext({ endpoint, status: 200, body });
    await expect(list()).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
      message: expect.stringContaining(words) as unknown,
    });
  });

  it('that the token may not read are a failure of the credentials', async () => {
    graph.failNext({
      endpoint: 'templates',
      status: 403,
      body: graphErrorBody(200, 'Permissions'),
    });
    await expect(list()).rejects.toMatchObject({ code: 'credentials_failed', providerCode: '200' });
  });

  function list(more: { businessAccountId?: string } = {}) {
    const call: CallContext = {
      apiRoot: graph.url,
      apiVersion: undefined,
      signal: AbortSignal.timeout(5000),
      record: (exchange) => exchanges.push(exchange),
    };
    return listTemplates({ ...credentials, ...more }, call);
  }
});

describe('a report on a template', () => {
  const report = (event: string, more: Record<string, unknown> = {}) =>
    normaliseTemplate({
      event,
      message_template_id: 1689556908129832,
      message_template_name: 'termin',
      message_template_language: 'de',
      reason: 'NONE',
      ...more,
    });

  it.each([
    ['APPROVED', 'approved'],
    ['REINSTATED', 'approved'],
    ['PAUSED', 'paused'],
    ['DELETED', 'disabled'],
    ['ARCHIVED', 'disabled'],
    ['FLAGGED', 'unclear'],
    ['LOCKED', 'unclear'],
    ['UNARCHIVED', 'unclear'],
    ['SOMETHING_NEW', 'unclear'],
  ])('WAI23 %s makes it %s', (event, state) => {
    expect(report(event)).toMatchObject({ type: 'template.changed', name: 'termin', state });
    expect(report(event)).not.toHaveProperty('reason');
  });

  it('WAI23 without a name is ignored', () => {
    expect(report('APPROVED', { message_template_name: undefined })).toEqual({
      type: 'ignored',
      reason: 'template_incomplete',
    });
  });
});

describe('a template that is sent', () => {
  const components = (template: Partial<TemplateContent>) =>
    (
      templateBody({ name: 'a', language: 'de', params: { body: [] }, ...template }) as {
        template: { components: unknown[] };
      }
    ).template.components;

  it('WAO04 names its parameters where the template does', () => {
    const names = { header: ['office'], body: ['first_name', 'date'], buttons: ['1'] };
    const params = { header: ['Nord'], body: ['Amina', '3. Mai'], buttons: ['x7'] };
    expect(components({ params, names })).toEqual([
      {
        type: 'header',
        parameters: [{ type: 'text', parameter_name: 'office', text: 'Nord' }],
      },
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'first_name', text: 'Amina' },
          { type: 'text', parameter_name: 'date', text: '3. Mai' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'x7' }] },
    ]);
  });

  it('WAO04 has no names where the template has numbers', () => {
    const names = { header: [], body: ['1', '2'], buttons: [] };
    expect(components({ params: { body: ['a', 'b'] }, names })).toEqual([
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
    ]);
  });
});
