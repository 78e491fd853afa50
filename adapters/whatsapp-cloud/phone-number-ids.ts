import type { WebhookRequest } from '../adapter.ts';

const key = Buffer.from('"phone_number_id"');
const maxFound = 50;

/**
 * Finds the `phone_number_id`s named in a body that nobody has checked yet, each once, without parsing it:
 * inside a JSON string every quote is escaped, so the bare key can't come out of what a person wrote.
 * One POST may carry several numbers of an account.
 */
export function phoneNumberIds(request: WebhookRequest): string[] {
  const found = new Set<string>();
  let position = request.body.indexOf(key);
  while (position !== -1 && found.size < maxFound) {
    const after = position + key.length;
    const id = /^\s*:\s*"([0-9A-Za-z_-]{1,64})"/.exec(
      request.body.toString('latin1', after, after + 90),
    )?.[1];
    if (id) found.add(id);
    position = request.body.indexOf(key, after);
  }
  return [...found];
}
