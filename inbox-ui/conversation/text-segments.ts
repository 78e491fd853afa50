import { LinkifyIt } from 'linkify-it';

/** A stretch of a message. `link` leads somewhere; `code` is a number that must be read from left to right. */
export type TextSegment =
  | { type: 'text'; value: string }
  | { type: 'link'; value: string; href: string }
  | { type: 'code'; value: string };

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true });
const safeProtocols = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** Phone numbers, file references, IBANs: at least six digits, with the separators people put between them. */
const numberLike =
  /(?:[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?)|(?:[+(]?\d[\d\s\u00a0()/.\-–]{4,}\d)/gu;

/** Cuts a text into stretches; put together again they are the text. */
export function segmentText(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const match of linkify.match(text) ?? []) {
    const href = safeHref(match.url);
    if (!href) continue;
    segments.push(...withCodes(text.slice(at, match.index)));
    segments.push({ type: 'link', value: match.raw, href });
    at = match.lastIndex;
  }
  segments.push(...withCodes(text.slice(at)));
  return segments;
}

function withCodes(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const match of text.matchAll(numberLike)) {
    const digits = match[0].replace(/\D/gu, '').length;
    if (digits < 6) continue;
    if (match.index > at) segments.push({ type: 'text', value: text.slice(at, match.index) });
    segments.push({ type: 'code', value: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) segments.push({ type: 'text', value: text.slice(at) });
  return segments;
}

function safeHref(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed && safeProtocols.has(parsed.protocol) ? parsed.href : null;
}
