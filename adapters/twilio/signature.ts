import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'node:querystring';

import type { FormParams } from './form.ts';

/**
 * The value Twilio puts into X-Twilio-Signature: base64 of HMAC-SHA1 over the URL followed by every
 * parameter, sorted by name, as name and value; a repeated parameter is de-duplicated and sorted.
 *
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function twilioSignature(authToken: string, url: string, params: FormParams): string {
  return sign(authToken, url, signedText(params));
}

/**
 * Whether one of the tokens signed this request, as Twilio's own validateRequest decides it: the URL as
 * received without and with its port, then as `new URL()` writes it. Written here because Twilio's package
 * costs 200 ms to load and receiving must not wait for it; tests hold the two equal.
 */
export function isSigned(
  signature: string,
  url: string,
  params: FormParams,
  authTokens: readonly string[],
): boolean {
  const text = signedText(params);
  const given = Buffer.from(signature);
  const matches = (candidate: string) =>
    authTokens.some((token) => isEqual(given, Buffer.from(sign(token, candidate, text))));
  if (matches(withoutPort(url)) || matches(withPort(url))) {
    return true;
  }
  return rewrittenUrls(url).some(matches);
}

/** Whether the raw body is the one that a signed `bodySHA256` in the URL names (JSON webhooks). */
export function isBodyHash(body: Buffer, bodyHash: string): boolean {
  const hash = createHash('sha256').update(body).digest('hex');
  return isEqual(Buffer.from(bodyHash), Buffer.from(hash));
}

function signedText(params: FormParams): string {
  let text = '';
  for (const name of Object.keys(params).sort()) {
    const value = params[name] ?? '';
    if (typeof value === 'string') {
      text += name + value;
      continue;
    }
    for (const item of [...new Set(value)].sort()) {
      text += name + item;
    }
  }
  return text;
}

function sign(authToken: string, url: string, text: string): string {
  return createHmac('sha1', authToken)
    .update(url + text, 'utf8')
    .digest('base64');
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function rewrittenUrls(url: string): string[] {
  if (!URL.canParse(url)) {
    return [];
  }
  const normalized = new URL(url).toString();
  const candidates = [withoutPort(normalized), withPort(normalized)];
  return [...candidates, ...candidates.map(withLegacyQuery)];
}

function withoutPort(url: string): string {
  const parts = splitUrl(url);
  return parts ? parts.scheme + parts.host + parts.rest : url;
}

function withPort(url: string): string {
  const parts = splitUrl(url);
  if (!parts || parts.port) {
    return url;
  }
  const port = parts.scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  return parts.scheme + parts.host + port + parts.rest;
}

function withLegacyQuery(url: string): string {
  const queryAt = url.indexOf('?');
  return queryAt === -1 || queryAt === url.length - 1
    ? url
    : `${url.slice(0, queryAt)}?${stringify(parse(url.slice(queryAt + 1)))}`;
}

function splitUrl(url: string) {
  const match =
    /^([a-z][a-z0-9+.-]*:\/\/)((?:[^/?#]*@)?(?:\[[^\]]*\]|[^:/?#]*))(:\d*)?(.*)$/is.exec(url);
  if (!match) {
    return null;
  }
  const [, scheme = '', host = '', port = '', rest = ''] = match;
  return { scheme, host, port, rest };
}
