import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import {
  isReplyVariable,
  maxSavedText,
  variablesOf,
  type createSavedReply,
  type SavedReply,
} from '../../gateway/contract/saved-reply.ts';

/** Languages that every reply should have; an editor shows a place for each. */
export const expectedLanguages = ['de', 'en', 'ru', 'ar', 'uk', 'tr', 'fa'] as const;

/** A saved reply while it is written: every language has a text, an empty one where nothing is written yet. */
export type SavedReplyValues = Required<BodyOf<typeof createSavedReply>>;

export type SavedReplyError =
  | { field: 'key'; code: 'keyInvalid' | 'keyTaken' }
  | { field: 'title'; code: 'titleMissing' }
  | { field: 'texts'; code: 'textMissing' }
  | { field: 'texts'; code: 'tooLong'; language: string; max: number }
  | { field: 'texts'; code: 'unknownVariable'; language: string; name: string };

export function valuesOf(reply: SavedReply | null, isShared: boolean): SavedReplyValues {
  const empty = Object.fromEntries(expectedLanguages.map((language) => [language, '']));
  if (!reply) return { key: '', title: '', topic: null, texts: empty, isShared };
  const { key, title, topic, texts } = reply;
  return { key, title, topic, texts: { ...empty, ...texts }, isShared: reply.isShared };
}

/** What is sent: a language without a text is one that the reply doesn't have. */
export function bodyOf(values: SavedReplyValues): SavedReplyValues {
  const texts = Object.entries(values.texts).filter(([, text]) => text.trim() !== '');
  return { ...values, key: values.key.trim(), texts: Object.fromEntries(texts) };
}

/** What is wrong, in the order of the page. */
export function errorsOf(values: SavedReplyValues): SavedReplyError[] {
  const { key, title, texts } = bodyOf(values);
  const errors: SavedReplyError[] = [];
  if (!title.trim()) errors.push({ field: 'title', code: 'titleMissing' });
  if (!/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(key)) {
    errors.push({ field: 'key', code: 'keyInvalid' });
  }
  if (Object.keys(texts).length === 0) errors.push({ field: 'texts', code: 'textMissing' });
  for (const [language, text] of Object.entries(texts)) {
    const name = variablesOf(text).find((one) => !isReplyVariable(one));
    if (text.length > maxSavedText) {
      errors.push({ field: 'texts', code: 'tooLong', language, max: maxSavedText });
    }
    if (name !== undefined) {
      errors.push({ field: 'texts', code: 'unknownVariable', language, name: `{{${name}}}` });
    }
  }
  return errors;
}

/** Which texts a reply has, the expected languages first. */
export function coverageOf({ texts }: Pick<SavedReply, 'texts'>) {
  const further = Object.keys(texts).filter(
    (language) => !expectedLanguages.some((expected) => expected === language),
  );
  return [...expectedLanguages, ...further.toSorted()].map((language) => ({
    language,
    isThere: Boolean(texts[language]),
  }));
}

/** `Termin anbieten` → `termin-anbieten`: a key to begin with, until somebody writes another. */
export function keyFrom(title: string): string {
  return title
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replaceAll(/^-+|-+$/g, '');
}
