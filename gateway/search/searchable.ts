import type { MessageContent } from '../conversation/present-message.ts';

/** Where in a message something was found. `details` are the words of what it carries: places, contacts, choices. */
export type Field = { source: 'text' | 'file' | 'details'; text: string };

/** What people read of a payload; ids, numbers and codes are not theirs. */
const readKeys = new Set(['name', 'address', 'title', 'description', 'question', 'phones']);

/** All of a message that can be found, its text first. */
export function fieldsOf(content: MessageContent, fileNames: string[]): Field[] {
  const details = wordsIn(content.payload).join(' · ');
  return [
    { source: 'text' as const, text: content.text ?? '' },
    ...fileNames.map((text) => ({ source: 'file' as const, text })),
    { source: 'details' as const, text: details },
  ].filter(({ text }) => text !== '');
}

function wordsIn(value: unknown, isRead = false): string[] {
  if (typeof value === 'string') return isRead ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => wordsIn(one, isRead));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => wordsIn(one, readKeys.has(key)));
}
