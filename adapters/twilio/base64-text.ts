import { isUtf8 } from 'node:buffer';

const shortestEncodedLength = 64;

/**
 * Some carriers hand over a long, concatenated SMS as base64 and Twilio passes it on as it came. Such a body
 * is decoded, but only when nobody can have typed it: at least 64 characters, one unbroken run of padded
 * base64 that encodes back to exactly itself, and what comes out is valid UTF-8 without control characters
 * that has a space in it and consists mostly of letters. Everything else is null and stays as it is.
 */
export function decodedBase64Text(body: string): string | null {
  if (body.length < shortestEncodedLength || body.length % 4 !== 0) {
    return null;
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) {
    return null;
  }
  const bytes = Buffer.from(body, 'base64');
  if (!isUtf8(bytes) || bytes.toString('base64') !== body) {
    return null;
  }
  const text = bytes.toString('utf8');
  return isProse(text) ? text : null;
}

function isProse(text: string): boolean {
  if (!/\s/.test(text) || /[^\P{Cc}\n\r\t]/u.test(text)) {
    return false;
  }
  const letters = text.match(/[\p{L}\p{M}\s]/gu)?.length ?? 0;
  return letters / [...text].length > 0.7;
}
