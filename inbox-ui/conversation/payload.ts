import type { Message } from '../../gateway/contract/message.ts';

export type Place = {
  latitude: number;
  longitude: number;
  name: string | null;
  address: string | null;
};
export type Card = { name: string; phones: string[]; isOwn: boolean };

/** Payloads come from providers: everything is checked before it is shown. */
export function placeOf(payload: Message['payload']): Place | null {
  const record = recordOf(payload);
  const latitude = record?.['latitude'];
  const longitude = record?.['longitude'];
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  return {
    latitude,
    longitude,
    name: textOf(record?.['name']),
    address: textOf(record?.['address']),
  };
}

export function cardsOf(payload: Message['payload']): Card[] {
  const list = Array.isArray(payload) ? payload : [];
  return list.flatMap((item) => {
    const record = recordOf(item);
    if (!record) return [];
    const phones = Array.isArray(record['phones']) ? record['phones'].map(phoneOf) : [];
    return [
      {
        name: textOf(record['name']) ?? '',
        phones: phones.filter((phone) => phone !== null),
        isOwn: textOf(record['provenPhone']) !== null,
      },
    ];
  });
}

export function choiceOf(
  payload: Message['payload'],
): { title: string; description: string | null } | null {
  const record = recordOf(payload);
  const title = textOf(record?.['title']) ?? textOf(record?.['id']);
  return title ? { title, description: textOf(record?.['description']) } : null;
}

export type OfferedReply = {
  id: string;
  title: string;
  description: string | null;
  url: string | null;
  /** What tapping it does. */
  sort: 'answer' | 'url' | 'location' | 'form';
};

/** What the contact could tap below a message of ours. */
export function offeredOf(payload: Message['payload']): OfferedReply[] {
  const offered = recordOf(payload)?.['quickReplies'];
  if (!Array.isArray(offered)) return [];
  return offered.flatMap((item): OfferedReply[] => {
    const record = recordOf(item);
    const title = textOf(record?.['title']);
    if (!record || !title) return [];
    return [
      {
        id: textOf(record['id']) ?? title,
        title,
        description: textOf(record['description']),
        url: textOf(record['url']),
        sort: sortOf(record),
      },
    ];
  });
}

function sortOf(record: Record<string, unknown>): OfferedReply['sort'] {
  if (record['isLocationRequest']) return 'location';
  if (record['form']) return 'form';
  return record['url'] === undefined ? 'answer' : 'url';
}

export function emojiOf(payload: Message['payload']): string | null {
  return textOf(recordOf(payload)?.['emoji']);
}

export function rawKindOf(payload: Message['payload']): string | null {
  return textOf(recordOf(payload)?.['rawKind']);
}

export function isForwarded(payload: Message['payload']): boolean {
  return Boolean(recordOf(payload)?.['forwarded']);
}

/** Written on the phone that shares the number, not here. */
export function isEchoed(payload: Message['payload']): boolean {
  return Boolean(recordOf(payload)?.['echoed']);
}

/** A map by somebody else, opened only by a click. */
export function mapUrl({ latitude, longitude }: Place): string {
  const at = `${latitude.toFixed(6)}`;
  const by = `${longitude.toFixed(6)}`;
  return `https://www.openstreetmap.org/?mlat=${at}&mlon=${by}#map=17/${at}/${by}`;
}

export function coordinates({ latitude, longitude }: Place): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function phoneOf(value: unknown): string | null {
  return textOf(value) ?? textOf(recordOf(value)?.['phone']);
}
