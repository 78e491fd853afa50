import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  apiPath,
  fail,
  type FakeTwilioRequest,
  fieldsOf,
  messagePage,
  play,
  recordOf,
  rfc2822,
  type ScriptedAnswer,
  sendJson,
  serveFile,
  type ServedFile,
  sid,
  signTwilio,
  textOf,
  type TwilioRecord,
} from './fake-twilio-wire.ts';
import { contentPage, contentPath, type TwilioContent } from './fake-twilio-contents.ts';
import { type FormFields, openTwilioApi } from './twilio-openapi.ts';

export { signTwilio } from './fake-twilio-wire.ts';

export type FakeTwilio = Awaited<ReturnType<typeof startFakeTwilio>>;

/** A Twilio on loopback: every API request is checked against Twilio's OpenAPI description. */
export async function startFakeTwilio(
  account: { accountSid?: string; authToken?: string; numbers?: string[] } = {},
) {
  const accountSid = account.accountSid ?? sid('AC');
  const authToken = account.authToken ?? randomBytes(16).toString('hex');
  const numbers = (account.numbers ?? []).map((number): TwilioRecord => ({
    sid: sid('PN'),
    phone_number: number,
    sms_application_sid: null,
  }));
  const api = openTwilioApi();
  const requests: FakeTwilioRequest[] = [];
  const violations: string[] = [];
  const messages: TwilioRecord[] = [];
  const contents: TwilioContent[] = [];
  const callbacks = new Map<string, string>();
  const media = new Map<string, ServedFile>();
  const script: ScriptedAnswer[] = [];
  const state = { accountStatus: 'active', pageSize: 50 };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = new URL(request.url ?? '/', url);
    const seen: FakeTwilioRequest = {
      method: request.method ?? 'GET',
      path: target.pathname,
      query: fieldsOf(target.searchParams),
      headers: request.headers,
      fields: fieldsOf(new URLSearchParams(await textOf(request))),
      files: [],
      at: new Date(),
    };
    requests.push(seen);
    const scripted = script.find(({ method }) => (method ?? seen.method) === seen.method);
    if (scripted) {
      scripted.times = (scripted.times ?? 1) - 1;
      if (scripted.times < 1) {
        script.splice(script.indexOf(scripted), 1);
      }
      await play(scripted, response);
      return;
    }
    const file = media.get(target.pathname);
    if (!isAuthorized(request)) {
      fail(response, 401, 20003, 'Authenticate');
      return;
    }
    if (file) {
      serveFile(file, response);
      return;
    }
    const isKnown = seen.path.startsWith(`${apiPath}/${accountSid}`) || seen.path === contentPath;
    if (!isKnown) {
      fail(response, 404, 20404, `The requested resource ${seen.path} was not found`);
      return;
    }
    const mediaOfSid = /\/Messages\/(\w+)\/Media\.json$/.exec(seen.path)?.[1];
    if (mediaOfSid) {
      sendJson(response, 200, { media_list: mediaList(mediaOfSid), next_page_uri: null });
      return;
    }
    const found = api.violations(seen.method, seen.path, seen.query, seen.fields);
    if (found.length > 0) {
      violations.push(...found);
      fail(response, 400, 21600, found.join('; '));
      return;
    }
    route(seen, response);
  }

  function route(seen: FakeTwilioRequest, response: ServerResponse): void {
    if (seen.path === contentPath) {
      sendJson(response, 200, contentPage(contents, seen, state.pageSize));
      return;
    }
    const resource = seen.path.slice(`${apiPath}/${accountSid}`.length);
    if (resource === '.json') {
      const body = { sid: accountSid, friendly_name: 'Beratung Nord', status: state.accountStatus };
      sendJson(response, 200, body);
      return;
    }
    if (resource === '/Messages.json') {
      if (seen.method === 'POST') {
        createMessage(seen.fields, response);
        return;
      }
      sendJson(response, 200, messagePage(messages, seen, state.pageSize));
      return;
    }
    if (resource === '/IncomingPhoneNumbers.json' && seen.method === 'GET') {
      const wanted = seen.query['PhoneNumber'];
      const found = numbers.filter((number) => !wanted || number['phone_number'] === wanted);
      sendJson(response, 200, { incoming_phone_numbers: found, next_page_uri: null });
      return;
    }
    const record = [...numbers, ...messages].find((one) => resource.endsWith(`/${one.sid}.json`));
    if (!record) {
      fail(response, 404, 20404, `The requested resource ${seen.path} was not found`);
      return;
    }
    for (const [name, value] of Object.entries(seen.fields)) {
      record[name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()] = String(value);
    }
    sendJson(response, 200, record);
  }

  function createMessage(fields: FormFields, response: ServerResponse): void {
    const body = String(fields['Body'] ?? '');
    if (body.length > 1600) {
      fail(response, 400, 21617, 'The concatenated message body exceeds the 1600 character limit');
      return;
    }
    const files = [fields['MediaUrl'] ?? []].flat();
    if (files.length > 1 && String(fields['To']).startsWith('whatsapp:')) {
      fail(response, 400, 21623, 'Number of media files exceeds allowed limit');
      return;
    }
    const record = recordOf(accountSid, {
      body,
      from: fields['From'] ? String(fields['From']) : null,
      to: String(fields['To']),
      messaging_service_sid: fields['MessagingServiceSid']
        ? String(fields['MessagingServiceSid'])
        : null,
      direction: 'outbound-api',
      status: fields['MessagingServiceSid'] ? 'accepted' : 'queued',
      num_media: String(files.length),
      date_sent: null,
    });
    messages.unshift(record);
    if (fields['StatusCallback']) {
      callbacks.set(record.sid, String(fields['StatusCallback']));
    }
    sendJson(response, 201, record);
  }

  function mediaList(messageSid: string) {
    return [...media]
      .filter(([path]) => path.includes(`/${messageSid}/`))
      .map(([path, { type }]) => ({
        sid: path.split('/').at(-1),
        content_type: type,
        uri: `${path}.json`,
      }));
  }

  function isAuthorized(request: IncomingMessage): boolean {
    const expected = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
    return request.headers.authorization === `Basic ${expected}`;
  }

  return {
    url,
    accountSid,
    authToken,
    requests,
    /** What did not fit Twilio's description, over all requests. */
    violations,
    /** Messages as the REST API lists them, newest first. */
    messages,
    /** Content templates, as the Content API lists them. */
    contents,
    numbers,
    state,
    failNext(scripted: ScriptedAnswer): void {
      script.push({ ...scripted });
    },
    /** A file of a message, and the address that a webhook would give for it. */
    addMedia(file: ServedFile & { messageSid?: string }): string {
      const path = `${apiPath}/${accountSid}/Messages/${file.messageSid ?? sid('MM')}/Media/${sid('ME')}`;
      media.set(path, file);
      return url + path;
    },
    /** A message that somebody sent to us, as the REST API knows it; no webhook is called. */
    addInbound(
      fields: { from: string; to: string; body: string; sentAt: Date } & Record<string, unknown>,
    ) {
      const { from, to, body, sentAt, ...more } = fields;
      const record = recordOf(accountSid, {
        from,
        to,
        body,
        direction: 'inbound',
        status: 'received',
        num_media: '0',
        date_sent: rfc2822(sentAt),
        ...(more as Record<string, string>),
      });
      messages.unshift(record);
      return record;
    },
    /** Posts a signed webhook. It is signed for its public URL and sent to `origin` instead, when given. */
    async post(
      publicUrl: string,
      params: Record<string, string>,
      origin?: string,
    ): Promise<Response> {
      const target = new URL(publicUrl);
      const signature = signTwilio(authToken, publicUrl, params);
      return await fetch(origin ? new URL(target.pathname + target.search, origin) : target, {
        method: 'POST',
        headers: { 'X-Twilio-Signature': signature, 'I-Twilio-Idempotency-Token': sid('IT') },
        body: new URLSearchParams(params),
      });
    },
    /** Reports a status of a message at the StatusCallback that came with it. */
    async statusCallback(
      messageSid: string,
      status: string,
      extra: Record<string, string> = {},
      origin?: string,
    ): Promise<Response> {
      const callback = callbacks.get(messageSid);
      const message = messages.find((one) => one.sid === messageSid);
      if (!callback || !message) {
        throw new Error('this message came without a StatusCallback');
      }
      const params = {
        MessageSid: messageSid,
        SmsSid: messageSid,
        MessageStatus: status,
        SmsStatus: status,
        AccountSid: accountSid,
        ApiVersion: '2010-04-01',
        To: String(message['to']),
        ...(message['from'] && { From: message['from'] }),
        ...extra,
      };
      message['status'] = status;
      return await this.post(callback, params, origin);
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
