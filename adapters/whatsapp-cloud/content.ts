import type { Content, ContentKind, MediaKind } from '../adapter.ts';
import { asId, asObject, asText, compact, objectsOf, type Json } from './json.ts';
import { readMediaRef } from './media-ref.ts';

type Reader = (body: Json, message: Json) => Content | null;

/**
 * What a webhook message says. A type that is unknown, or known but not in the documented form, becomes
 * `unsupported` with its raw type, so that a counselor sees that something came.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function readContent(message: Json): Content {
  const type = asId(message.type) ?? 'missing';
  const read = readers.get(type)?.(asObject(message[type]) ?? {}, message);
  return withExtras(read ?? unsupported(message, type), message);
}

const readers = new Map<string, Reader>([
  ['text', (body) => (asText(body.body) === null ? null : content('text', asText(body.body)))],
  ['image', media('image')],
  ['video', media('video')],
  ['document', media('document')],
  ['sticker', media('sticker')],
  ['audio', (body, message) => media(body.voice === true ? 'voice' : 'audio')(body, message)],
  ['location', location],
  ['contacts', (_, message) => content('contacts', null, cards(message))],
  ['button', templateButton],
  ['interactive', interactive],
  ['order', order],
]);

function content(
  kind: ContentKind,
  text: string | null = null,
  payload: Content['payload'] = null,
): Content {
  return { kind, text, payload, attachments: [] };
}

function media(kind: MediaKind): Reader {
  return (body) => {
    const ref = readMediaRef(kind, body);
    const payload = body.animated === true ? { isAnimated: true } : null;
    return ref && { ...content(kind, asText(body.caption), payload), attachments: [ref] };
  };
}

function location(body: Json): Content | null {
  const { latitude, longitude } = body;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  const rest = { name: asId(body.name), address: asId(body.address), url: asId(body.url) };
  return content('location', null, compact({ latitude, longitude, ...rest }));
}

function cards(message: Json): Json[] {
  return objectsOf(message.contacts).map((contact) => card(contact, asId(message.from)));
}

/** A number on the card whose WhatsApp ID is the sender's is their own; of the others nobody knows. */
function card(contact: Json, senderId: string | null): Json {
  const name = asObject(contact.name);
  const numbers = objectsOf(contact.phones);
  const phones = numbers.map((phone) => asId(phone.phone) ?? asId(phone.wa_id));
  const isOwn = numbers.some((phone) => senderId !== null && asId(phone.wa_id) === senderId);
  const emails = objectsOf(contact.emails).flatMap((email) => asId(email.email) ?? []);
  return {
    name: asId(name?.formatted_name) ?? asId(name?.first_name) ?? '',
    phones: phones.filter((phone) => phone !== null),
    ...(emails.length > 0 && { emails }),
    ...(isOwn && { provenPhone: `+${senderId}` }),
  };
}

function templateButton(body: Json, message: Json): Content | null {
  const title = asText(body.text);
  if (title === null) return null;
  const id = asId(body.payload) ?? title;
  return content('button_reply', title, compact({ id, title, target: target(message) }));
}

function interactive(body: Json, message: Json): Content | null {
  const type = asText(body.type);
  if (type === 'nfm_reply') return flowReply(asObject(body.nfm_reply) ?? {});
  if (type !== 'button_reply' && type !== 'list_reply') return null;
  const reply = asObject(body[type]);
  const title = asText(reply?.title);
  if (!reply || title === null) return null;
  const description = asId(reply.description);
  const id = asId(reply.id) ?? title;
  return content(type, title, compact({ id, title, description, target: target(message) }));
}

function flowReply(reply: Json): Content | null {
  const json = asText(reply.response_json);
  if (json === null) return null;
  try {
    const parsed = asObject(JSON.parse(json));
    return parsed ? content('flow_reply', asText(reply.body), parsed) : content('text', json);
  } catch {
    return content('text', json);
  }
}

function order(body: Json): Content {
  const items = objectsOf(body.product_items).map((item) =>
    compact({
      productId: asId(item.product_retailer_id),
      quantity: asId(item.quantity),
      price: asId(item.item_price),
      currency: asId(item.currency),
    }),
  );
  const catalogId = asId(body.catalog_id);
  return content('order', asText(body.text), compact({ catalogId, items }));
}

function unsupported(message: Json, type: string): Content {
  const inner =
    asId(asObject(message.unsupported)?.type) ?? asId(asObject(message.interactive)?.type);
  const code = asId(objectsOf(message.errors)[0]?.code);
  return content('unsupported', null, compact({ rawKind: inner ?? type, providerCode: code }));
}

function target(message: Json): string | null {
  return asId(asObject(message.context)?.id);
}

function withExtras(read: Content, message: Json): Content {
  const context = asObject(message.context);
  const referral = asObject(message.referral);
  const product = asObject(context?.referred_product);
  const extras = compact({
    forwarded: context?.forwarded === true || context?.frequently_forwarded === true || null,
    frequentlyForwarded: context?.frequently_forwarded === true || null,
    referral: referral && readReferral(referral),
    referredProduct:
      product &&
      compact({
        catalogId: asId(product.catalog_id),
        productId: asId(product.product_retailer_id),
      }),
  });
  if (Object.keys(extras).length === 0 || Array.isArray(read.payload)) return read;
  return { ...read, payload: { ...read.payload, ...extras } };
}

function readReferral(referral: Json): Json {
  return compact({
    sourceType: asId(referral.source_type),
    sourceId: asId(referral.source_id),
    sourceUrl: asId(referral.source_url),
    headline: asId(referral.headline),
    body: asId(referral.body),
  });
}
