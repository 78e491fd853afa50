import { isUtf8 } from 'node:buffer';

import { WebhookRejected } from '../adapter.ts';

/** A parameter that came more than once is a list. No prototype, so that no name is special. */
export type FormParams = Record<string, string | string[]>;

/**
 * Reads a body of type application/x-www-form-urlencoded strictly, since a signature is computed over the result.
 *
 * @throws WebhookRejected `malformed` on invalid percent-encoding or UTF-8, or when the body is no form at all.
 */
export function parseForm(body: Buffer): FormParams {
  if (!isUtf8(body)) {
    throw malformed();
  }
  const text = body.toString('utf8');
  const params: FormParams = Object.create(null) as FormParams;
  if (text.trim() === '') {
    return params;
  }
  if (!text.includes('=')) {
    throw malformed();
  }
  for (const pair of text.split('&')) {
    if (pair !== '') {
      addPair(params, pair);
    }
  }
  return params;
}

/** The value of a parameter, the first one when it came several times. */
export function param(params: FormParams, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** A parameter that says something: an empty one counts as absent. */
export function filledParam(params: FormParams, name: string): string | undefined {
  return param(params, name) || undefined;
}

function addPair(params: FormParams, pair: string): void {
  const equalsAt = pair.indexOf('=');
  const name = decode(equalsAt === -1 ? pair : pair.slice(0, equalsAt));
  const value = equalsAt === -1 ? '' : decode(pair.slice(equalsAt + 1));
  const existing = params[name];
  if (existing === undefined) {
    params[name] = value;
    return;
  }
  params[name] = typeof existing === 'string' ? [existing, value] : [...existing, value];
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) {
    return spaced;
  }
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw malformed();
  }
}

function malformed(): WebhookRejected {
  return new WebhookRejected('malformed', 400, 'the body is not form-encoded');
}
