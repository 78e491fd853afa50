import { mediaKinds, type Content, type MediaRef } from '../adapter.ts';
import { objectOf, textOf, type Fields } from './fields.ts';

/** What a simulated message says; one with nothing that we know becomes `unsupported`. */
export function contentOf(event: Fields): Content {
  const text = textOf(event['text']) ?? null;
  const attachments = Array.isArray(event['media'])
    ? event['media'].map(mediaRef).filter((ref) => ref !== null)
    : [];
  const [first] = attachments;
  if (first) return { kind: first.kind, text, payload: null, attachments };
  const button = objectOf(event['buttonReply']);
  const buttonId = textOf(button?.['id']) ?? textOf(button?.['title']);
  if (button && buttonId) return buttonReply(button, buttonId);
  const location = objectOf(event['location']);
  if (location) return locationContent(location, text);
  if (text !== null) return { kind: 'text', text, payload: null, attachments: [] };
  const rawKind = textOf(event['kind']) ?? 'empty';
  return { kind: 'unsupported', text: null, payload: { rawKind }, attachments: [] };
}

function buttonReply(button: Fields, id: string): Content {
  const title = textOf(button['title']) ?? id;
  const target = textOf(button['target']);
  const payload = { id, title, ...(target && { target }) };
  return { kind: 'button_reply', text: title, payload, attachments: [] };
}

function locationContent(location: Fields, text: string | null): Content {
  const { latitude, longitude } = location;
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) {
    return { kind: 'unsupported', text, payload: { rawKind: 'location' }, attachments: [] };
  }
  const name = textOf(location['name']);
  const address = textOf(location['address']);
  const payload = { latitude, longitude, ...(name && { name }), ...(address && { address }) };
  return { kind: 'location', text, payload, attachments: [] };
}

function mediaRef(value: unknown): MediaRef | null {
  const file = objectOf(value);
  const ref = textOf(file?.['ref']);
  if (!file || !ref) return null;
  const kind = mediaKinds.find((each) => each === file['kind']) ?? 'document';
  const fileName = textOf(file['fileName']);
  const mimeType = textOf(file['mimeType']);
  const sizeBytes = file['sizeBytes'];
  return {
    kind,
    ref,
    ...(fileName && { fileName }),
    ...(mimeType && { mimeType }),
    ...(Number.isSafeInteger(sizeBytes) && { sizeBytes: sizeBytes as number }),
  };
}
