import type { Content, ContentKind, MediaKind, MediaRef } from '../adapter.ts';
import {
  compact,
  numberOf,
  objectOf,
  objectsOf,
  rawDataOf,
  textOf,
  type Fields,
} from './fields.ts';

type Reader = (message: Fields, raw: Fields) => Content;

/**
 * What a message says. A type that is unknown becomes `unsupported` with its name, so that a counselor sees that
 * something came.
 * Source: https://docs.wwebjs.dev/Message.html and MessageTypes in node_modules/whatsapp-web.js/src/util/Constants.js
 */
export function contentOf(message: Fields): Content {
  const raw = rawDataOf(message);
  const read = readers.get(textOf(message['type']) ?? '') ?? unsupported;
  return withExtras(read(message, raw), message, raw);
}

const readers = new Map<string, Reader>([
  ['chat', (message) => content('text', textOf(message['body']) ?? '')],
  ['image', media('image')],
  ['video', (message, raw) => media(message['isGif'] ? 'animation' : 'video')(message, raw)],
  ['ptv', media('video_note')],
  ['audio', media('audio')],
  ['ptt', media('voice')],
  ['document', media('document')],
  ['sticker', media('sticker')],
  ['location', place],
  ['vcard', contacts],
  ['multi_vcard', contacts],
  ['buttons_response', buttonReply],
  ['template_button_reply', buttonReply],
  ['list_response', listReply],
  ['poll_creation', poll],
  ['order', order],
  ['call_log', call],
]);

function content(
  kind: ContentKind,
  text: string | null = null,
  payload: Content['payload'] = null,
): Content {
  return { kind, text, payload, attachments: [] };
}

/** A file that may be seen once only is never given to linked devices: it comes without a path. */
function media(kind: MediaKind): Reader {
  return (message, raw) => {
    if (raw['isViewOnce'] === true && message['hasMedia'] !== true) {
      return content('unsupported', null, { rawKind: 'view_once' });
    }
    const ref = mediaRef(kind, message, raw);
    if (!ref) return unsupported(message);
    const caption = message['hasMedia'] === true ? textOf(message['body']) : textOf(raw['caption']);
    // A document without a caption carries its own name in its place.
    const text = caption === ref.fileName ? null : caption;
    return { ...content(kind, text), attachments: [ref] };
  };
}

/** `ref` is the message: its file is downloaded through it. */
function mediaRef(kind: MediaKind, message: Fields, raw: Fields): MediaRef | null {
  const ref = textOf(objectOf(message['id'])?.['_serialized']);
  if (!ref) return null;
  const fileName = textOf(raw['filename']);
  const mimeType = textOf(raw['mimetype']);
  const sizeBytes = numberOf(raw['size']);
  const sha256 = hexOf(raw['filehash']);
  const durationSeconds = numberOf(message['duration']);
  return {
    kind,
    ref,
    ...(fileName && { fileName }),
    ...(mimeType && { mimeType }),
    ...(sizeBytes !== null && sizeBytes > 0 && { sizeBytes: Math.round(sizeBytes) }),
    ...(sha256 && { sha256 }),
    ...(durationSeconds !== null && durationSeconds > 0 && { durationSeconds }),
  };
}

function hexOf(base64: unknown): string | null {
  const bytes = Buffer.from(textOf(base64) ?? '', 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : null;
}

function place(message: Fields, raw: Fields): Content {
  const location = objectOf(message['location']);
  const latitude = numberOf(location?.['latitude']);
  const longitude = numberOf(location?.['longitude']);
  if (!location || latitude === null || longitude === null) return unsupported(message);
  const name = textOf(location['name']);
  const address = textOf(location['address']);
  const url = textOf(location['url']);
  const payload = compact({ latitude, longitude, name, address, url });
  if (raw['isLive'] === true) return content('live_location', null, payload);
  const text = [name, address].filter(Boolean).join(', ');
  return content(name ? 'venue' : 'location', text === '' ? null : text, payload);
}

function contacts(message: Fields): Content {
  const cards = Array.isArray(message['vCards']) ? message['vCards'] : [];
  return content('contacts', null, cards.filter((card) => typeof card === 'string').map(cardOf));
}

/** Name and numbers of a vCard; lines may be folded, names carry parameters. Source: RFC 6350 */
function cardOf(vcard: string): Fields {
  const lines = vcard.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const valuesOf = (name: string) =>
    lines
      .filter((line) => new RegExp(`^(?:[\\w-]+\\.)?${name}[;:]`, 'i').test(line))
      .map((line) => line.slice(line.indexOf(':') + 1).trim())
      .filter((value) => value !== '');
  const name = valuesOf('FN')[0] ?? valuesOf('N')[0]?.split(';').filter(Boolean).join(' ') ?? '';
  const emails = valuesOf('EMAIL');
  return { name, phones: valuesOf('TEL'), ...(emails.length > 0 && { emails }), vcard };
}

function buttonReply(message: Fields, raw: Fields): Content {
  const title = textOf(message['body']) ?? '';
  const id = textOf(message['selectedButtonId']) ?? textOf(raw['selectedId']) ?? title;
  return content(
    'button_reply',
    title,
    compact({ id, title, target: textOf(raw['quotedStanzaID']) }),
  );
}

function listReply(message: Fields, raw: Fields): Content {
  const response = objectOf(raw['listResponse']);
  const title = textOf(response?.['title']) ?? textOf(message['body']) ?? '';
  const id = textOf(message['selectedRowId']) ?? title;
  const description = textOf(response?.['description']);
  const target = textOf(raw['quotedStanzaID']);
  return content('list_reply', title, compact({ id, title, description, target }));
}

function poll(message: Fields): Content {
  const options = objectsOf(message['pollOptions']).map((option) => textOf(option['name']) ?? '');
  const isMultiple = message['allowMultipleAnswers'] === true;
  return content('poll', textOf(message['pollName']), { options, isMultiple });
}

function order(message: Fields, raw: Fields): Content {
  const payload = compact({
    orderId: textOf(message['orderId']),
    title: textOf(raw['orderTitle']),
    itemCount: numberOf(raw['itemCount']),
  });
  return content('order', textOf(raw['message']), payload);
}

/** Nobody can be called through Lotse, so a call counts as missed unless the phone took it. */
function call(_message: Fields, raw: Fields): Content {
  const outcome = textOf(raw['callOutcome']);
  const wasTaken = outcome === 'Completed' || outcome === 'AcceptedElsewhere';
  return content('call', null, {
    missed: !wasTaken,
    isVideo: raw['isVideoCall'] === true || raw['subtype'] === 'miss_video',
  });
}

/** What cannot be shown at all is still said in words, if there are any; thumbnails are none. */
function unsupported(message: Fields): Content {
  const body = textOf(message['body']);
  const isThumbnail = body !== null && body.length > 200 && !/\s/.test(body);
  const rawKind = (textOf(message['type']) ?? 'missing').slice(0, 64);
  return content('unsupported', isThumbnail ? null : body, { rawKind });
}

function withExtras(read: Content, message: Fields, raw: Fields): Content {
  const quoted = objectOf(raw['quotedMsg']);
  const extras = compact({
    forwarded: message['isForwarded'] === true || null,
    frequentlyForwarded: (numberOf(message['forwardingScore']) ?? 0) > 4 || null,
    quote: quoted?.['type'] === 'chat' ? textOf(quoted['body']) : null,
  });
  if (Object.keys(extras).length === 0 || Array.isArray(read.payload)) return read;
  return { ...read, payload: { ...read.payload, ...extras } };
}
