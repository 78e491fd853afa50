import { createHash, createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FakeGraph, UploadedFile } from './fake-graph.ts';
import { fakeGraphCredentials, graphErrorBody } from './fake-graph-payloads.ts';
import { checkMessage, checkUpload } from './fake-graph-shape.ts';
import {
  checkTemplateQuery,
  fakeBusinessAccountId,
  healthOf,
  refuseTemplate,
  templatePage,
} from './fake-graph-templates.ts';

export type GraphState = FakeGraph & { urlAge: number; sentCount: number };

export function takeMessage(
  state: GraphState,
  response: ServerResponse,
  fields: Record<string, unknown>,
): void {
  const problems = checkMessage(fields, state.files);
  if (problems.length > 0) return violated(state, response, problems);
  if (fields.status === 'read') return answer(response, 200, { success: true });
  const refused =
    fields.type === 'template' &&
    refuseTemplate(state.templates, fields.template as Record<string, unknown>);
  if (refused) return answer(response, 400, graphErrorBody(...refused));
  state.sentCount += 1;
  const input = String(fields.to ?? fields.recipient);
  const userId = fields.to === undefined ? input : state.userIds.get(input);
  const contact = {
    input,
    ...(fields.to !== undefined && { wa_id: input.replace('+', '') }),
    ...(userId && { user_id: userId }),
  };
  const id = `wamid.FAKE${Date.now()}${state.sentCount}`;
  answer(response, 200, {
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [{ id, message_status: 'accepted' }],
  });
}

export function listTemplates(
  state: GraphState,
  response: ServerResponse,
  accountId: string,
  query: Record<string, string>,
): void {
  if (accountId !== fakeBusinessAccountId) return missing(response, accountId);
  const problems = checkTemplateQuery(query);
  if (problems.length > 0) return violated(state, response, problems);
  answer(response, 200, templatePage(state.templates, query, state.templatePageSize));
}

export function takeUpload(
  state: GraphState,
  response: ServerResponse,
  fields: Record<string, unknown>,
  file: UploadedFile | null,
): void {
  const problems = checkUpload(fields, file && { type: file.mimeType, size: file.bytes.length });
  if (problems.length > 0 || !file) return violated(state, response, problems);
  const id = `9${String(state.files.size + 1).padStart(15, '0')}`;
  state.files.set(id, { mimeType: file.mimeType, bytes: file.bytes });
  answer(response, 200, { id });
}

export function describeMedia(state: GraphState, response: ServerResponse, id: string): void {
  const file = state.files.get(id);
  if (!file) return missing(response, id);
  answer(response, 200, {
    messaging_product: 'whatsapp',
    url: `${state.url}/attachments/${id}/${state.urlAge}`,
    mime_type: file.mimeType,
    sha256: file.sha256 ?? createHash('sha256').update(file.bytes).digest('hex'),
    file_size: file.fileSize ?? file.bytes.length,
    id,
  });
}

export function download(state: GraphState, response: ServerResponse, path: string): void {
  const [, , id = '', age] = path.split('/');
  const file = state.files.get(id);
  if (!file || Number(age) !== state.urlAge) return answer(response, 404, 'Not found');
  response.writeHead(200, { 'content-type': file.mimeType }).end(file.bytes);
}

export function answerNumber(
  state: GraphState,
  response: ServerResponse,
  method: string,
  query: Record<string, string>,
  fields: Record<string, unknown>,
): void {
  const { phoneNumberId: id, accessToken, appSecret } = fakeGraphCredentials;
  const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
  if ((query.appsecret_proof ?? proof) !== proof) {
    const problem = 'Invalid appsecret_proof provided in the API argument';
    return answer(response, 400, graphErrorBody(100, problem));
  }
  if (method === 'GET') {
    const number = { display_phone_number: '+49 30 901820', verified_name: 'Beratung Mitte' };
    const health = query.fields?.includes('health_status') && { health_status: healthOf(id) };
    const status = query.fields?.includes('status') && { status: state.number.status };
    const quality_rating = state.number.quality;
    return answer(response, 200, { ...number, quality_rating, ...status, ...health, id });
  }
  const wanted = fields.webhook_configuration as GraphState['webhook'];
  if (!wanted?.override_callback_uri?.startsWith('https://') || !wanted.verify_token) {
    return violated(state, response, ['webhook_configuration needs an https URL and a token']);
  }
  state.webhook = wanted;
  answer(response, 200, { success: true });
}

function violated(state: GraphState, response: ServerResponse, problems: string[]): void {
  state.violations.push(...problems);
  answer(response, 400, graphErrorBody(100, problems[0] ?? 'Invalid parameter'));
}

export function missing(response: ServerResponse, id: string): void {
  const details = `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  answer(response, 400, graphErrorBody(100, details, 33));
}

export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/html; charset=utf-8' : 'application/json; charset=UTF-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
