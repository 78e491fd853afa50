import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import twilio from 'twilio';

import type { FormFields } from './twilio-openapi.ts';

export type FakeTwilioRequest = {
  method: string;
  path: string;
  query: FormFields;
  headers: IncomingMessage['headers'];
  fields: FormFields;
  files: never[];
  at: Date;
};

export type ScriptedAnswer = {
  status?: number;
  /** An object is sent as JSON. Left out with a status: Twilio's error JSON with `code` and `message`. */
  body?: unknown;
  code?: number;
  message?: string;
  headers?: Record<string, string>;
  /** Reads the request and never answers. */
  hang?: true;
  /** Reads the request and cuts the connection. */
  destroy?: true;
  delayMs?: number;
  /** Only requests of this method; those of others go on as usual. */
  method?: 'GET' | 'POST';
  /** How many requests it holds for; one when left out. */
  times?: number;
};

/** A message or a number as Twilio's REST API shows it. */
export type TwilioRecord = Record<string, string | null> & { sid: string };

export type ServedFile = { bytes: Buffer; type: string; redirectTo?: string };

export const apiPath = '/2010-04-01/Accounts';

/** The X-Twilio-Signature that Twilio's own library expects for these parameters at this public URL. */
export function signTwilio(
  authToken: string,
  url: string,
  params: Record<string, string | string[]>,
): string {
  return twilio.getExpectedTwilioSignature(authToken, url, params);
}

/** Twilio's error answer. Source: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export function twilioErrorBody(status: number, code: number, message: string) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}

export async function play(scripted: ScriptedAnswer, response: ServerResponse): Promise<void> {
  if (scripted.hang) {
    return;
  }
  if (scripted.destroy) {
    response.destroy();
    return;
  }
  if (scripted.delayMs) {
    await new Promise((resolve) => setTimeout(resolve, scripted.delayMs));
  }
  const status = scripted.status ?? 200;
  const error = twilioErrorBody(
    status,
    scripted.code ?? status,
    scripted.message ?? 'Scripted failure',
  );
  const body = scripted.body ?? error;
  response.writeHead(status, { 'content-type': 'application/json', ...scripted.headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export function serveFile(file: ServedFile, response: ServerResponse): void {
  if (file.redirectTo) {
    response.writeHead(307, { location: file.redirectTo }).end();
    return;
  }
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
  response.end(file.bytes);
}

export function fail(
  response: ServerResponse,
  status: number,
  code: number,
  message: string,
): void {
  sendJson(response, status, twilioErrorBody(status, code, message));
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function fieldsOf(search: URLSearchParams): FormFields {
  const names = new Set(search.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = search.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

export function sid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}

/** Twilio's REST dates. */
export function rfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

/** A message resource. Source: https://www.twilio.com/docs/messaging/api/message-resource#message-properties */
export function recordOf(accountSid: string, fields: Record<string, string | null>): TwilioRecord {
  const id = sid(Number(fields['num_media'] ?? 0) > 0 ? 'MM' : 'SM');
  return {
    sid: id,
    account_sid: accountSid,
    api_version: '2010-04-01',
    date_created: rfc2822(new Date()),
    date_updated: rfc2822(new Date()),
    error_code: null,
    error_message: null,
    num_segments: '1',
    messaging_service_sid: null,
    uri: `${apiPath}/${accountSid}/Messages/${id}.json`,
    ...fields,
  };
}

/** One page of the list of messages, with the address of the next one. */
export function messagePage(
  messages: TwilioRecord[],
  seen: FakeTwilioRequest,
  maxPageSize: number,
) {
  const { To: to, From: from, 'DateSent>': after } = seen.query;
  const found = messages.filter(
    (message) =>
      (!to || message['to'] === to) &&
      (!from || message['from'] === from) &&
      (!after || Date.parse(message['date_sent'] ?? '') >= Date.parse(String(after))),
  );
  const page = Number(seen.query['Page'] ?? 0);
  const size = Math.min(Number(seen.query['PageSize'] ?? 50), maxPageSize);
  const next = new URLSearchParams(
    Object.entries(seen.query).map(([name, value]) => [name, String(value)]),
  );
  next.set('Page', String(page + 1));
  return {
    messages: found.slice(page * size, (page + 1) * size),
    page,
    page_size: size,
    next_page_uri: (page + 1) * size < found.length ? `${seen.path}?${next}` : null,
  };
}
