import type { Content, MediaRef } from '../adapter.ts';
import { numberOf, objectOf, textOf, type Fields } from './fields.ts';
import { fileRef, photoRef, stickerRef } from './media-refs.ts';
import { provenPhoneOf } from './sender.ts';

/** What every message has beside its content; the first key that is not here names an unknown kind. */
const envelopeKeys = new Set(
  [
    'message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot',
    'sender_tag date guest_query_id business_connection_id chat forward_origin forward_from forward_from_chat',
    'forward_from_message_id forward_signature forward_sender_name forward_date is_topic_message',
    'is_automatic_forward reply_to_message external_reply quote reply_to_story reply_to_checklist_task_id',
    'reply_to_poll_option_id via_bot edit_date has_protected_content is_from_offline is_paid_post',
    'media_group_id author_signature paid_star_count entities link_preview_options suggested_post_info',
    'effect_id caption caption_entities show_caption_above_media has_media_spoiler reply_markup receiver_user',
    'ephemeral_message_id',
  ].flatMap((line) => line.split(' ')),
);

/** A deep link carries at most 64 of these. Source: https://core.telegram.org/bots/features#deep-linking */
const startCommand = /^\/start(?:@\w+)?(?: ([A-Za-z0-9_-]{1,64}))?$/;

/**
 * What a message says. Anything we do not know becomes `unsupported` with the name of its field.
 * In an edit a bare location is the end of a live one.
 * Source: https://core.telegram.org/bots/api#message
 */
export function contentOf(message: Fields, { isEdit }: { isEdit: boolean }): Content {
  const content =
    textContent(message) ??
    mediaContent(message) ??
    placeContent(message, isEdit) ??
    contactContent(message) ??
    webAppContent(message) ??
    unsupportedContent(message);
  return withOrigin(content, message);
}

function textContent(message: Fields): Content | null {
  const text = message['text'];
  if (typeof text !== 'string') return null;
  const start = startCommand.exec(text);
  if (!start) return { kind: 'text', text, payload: null, attachments: [] };
  const payload = {
    event: 'conversation_started',
    ...(start[1] !== undefined && { startPayload: start[1] }),
  };
  return { kind: 'system', text: null, payload, attachments: [] };
}

/** The order matters: an animation also comes as a document, a live photo also as a photo. */
function mediaContent(message: Fields): Content | null {
  const photo = photoRef(message['photo'] ?? objectOf(message['live_photo'])?.['photo']);
  if (photo) return media(message, photo);
  const animation = fileRef('animation', message['animation']);
  if (animation) return media(message, animation);
  const video = fileRef('video', message['video']);
  if (video) return media(message, video);
  const videoNote = fileRef('video_note', message['video_note']);
  if (videoNote) return media(message, { mimeType: 'video/mp4', ...videoNote });
  const voice = fileRef('voice', message['voice']);
  if (voice) return media(message, voice);
  const audio = fileRef('audio', message['audio']);
  if (audio) return media(message, audio, pick(message['audio'], ['title', 'performer']));
  const document = fileRef('document', message['document']);
  if (document) return media(message, document);
  const sticker = stickerRef(message['sticker']);
  if (sticker) return media(message, sticker, pick(message['sticker'], ['emoji']) ?? {});
  return null;
}

function media(message: Fields, ref: MediaRef, payload: Fields | null = null): Content {
  return { kind: ref.kind, text: textOf(message['caption']) ?? null, payload, attachments: [ref] };
}

/** A venue also comes as a location. */
function placeContent(message: Fields, isEdit: boolean): Content | null {
  const venue = objectOf(message['venue']);
  const location = objectOf(venue?.['location'] ?? message['location']);
  const latitude = numberOf(location?.['latitude']);
  const longitude = numberOf(location?.['longitude']);
  if (!location || latitude === undefined || longitude === undefined) return null;
  if (venue) {
    const name = textOf(venue['title']);
    const address = textOf(venue['address']);
    const payload = { latitude, longitude, ...(name && { name }), ...(address && { address }) };
    const text = [name, address].filter(Boolean).join(', ');
    return { kind: 'venue', text: text === '' ? null : text, payload, attachments: [] };
  }
  const livePeriodSeconds = numberOf(location['live_period']);
  const isLive = isEdit || livePeriodSeconds !== undefined;
  const payload = { latitude, longitude, ...(livePeriodSeconds && { livePeriodSeconds }) };
  return { kind: isLive ? 'live_location' : 'location', text: null, payload, attachments: [] };
}

function contactContent(message: Fields): Content | null {
  const contact = objectOf(message['contact']);
  const phone = textOf(contact?.['phone_number']);
  if (!contact || !phone) return null;
  const names = [textOf(contact['first_name']), textOf(contact['last_name'])].filter(Boolean);
  const vcard = textOf(contact['vcard']);
  const provenPhone = provenPhoneOf(contact, message);
  const card = {
    name: names.join(' '),
    phones: [phone],
    ...(vcard && { vcard }),
    ...(provenPhone && { provenPhone }),
  };
  return { kind: 'contacts', text: null, payload: [card], attachments: [] };
}

function webAppContent(message: Fields): Content | null {
  const sent = objectOf(message['web_app_data']);
  const data = textOf(sent?.['data']);
  if (!sent || !data) return null;
  const payload = jsonObject(data);
  if (!payload) return { kind: 'text', text: data, payload: null, attachments: [] };
  const text = textOf(sent['button_text']) ?? null;
  return { kind: 'flow_reply', text, payload, attachments: [] };
}

function unsupportedContent(message: Fields): Content {
  const rawKind = Object.keys(message).find((key) => !envelopeKeys.has(key)) ?? 'empty';
  const text = textOf(message['caption']) ?? null;
  return { kind: 'unsupported', text, payload: { rawKind: rawKind.slice(0, 64) }, attachments: [] };
}

/** Adds the marks that any kind may carry. Contact cards are a list and what a form sent is its own: both stay bare. */
function withOrigin(content: Content, message: Fields): Content {
  if (Array.isArray(content.payload) || content.kind === 'flow_reply') return content;
  const isForwarded = 'forward_origin' in message || 'forward_date' in message;
  const quote = textOf(objectOf(message['quote'])?.['text']);
  if (!isForwarded && !quote) return content;
  const origin = { ...(isForwarded && { forwarded: true }), ...(quote && { quote }) };
  return { ...content, payload: { ...content.payload, ...origin } };
}

function pick(value: unknown, names: readonly string[]): Fields | null {
  const source = objectOf(value) ?? {};
  const found = names
    .map((name) => [name, textOf(source[name])] as const)
    .filter(([, text]) => text !== undefined);
  return found.length > 0 ? Object.fromEntries(found) : null;
}

function jsonObject(text: string): Fields | null {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return null;
  }
}
