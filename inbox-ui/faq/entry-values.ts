import type * as z from 'zod';
import { berlinDay, monthsAfter } from '../../gateway/contract/berlin-day.ts';
import { closeSms } from '../../gateway/contract/closing-line.ts';
import { sourceLanguage, type FaqEntry, type updateFaq } from '../../gateway/contract/faq.ts';
import { countSms } from '../../gateway/contract/sms-parts.ts';

export const textFields = ['question', 'short', 'long', 'sms'] as const;
export type TextField = (typeof textFields)[number];
export type Texts = Record<TextField, string>;
export type Changes = z.input<(typeof updateFaq)['body']>;

/** How long a text may be, in characters; SMS is measured in parts. */
export const maxLength: Record<TextField, number> = {
  question: 120,
  short: 300,
  long: 900,
  sms: 306,
};
export const maxSmsParts = 2;

export type EntryValues = Pick<FaqEntry, 'topic' | 'risk' | 'reviewBy' | 'sources' | 'triggers'> & {
  /** Empty: without end. */
  validUntil: string;
  /** Empty: nobody. */
  ownerId: string;
  texts: Record<string, Texts>;
};

export const noTexts: Texts = { question: '', short: '', long: '', sms: '' };

export function valuesOf(entry: FaqEntry | null, now: Date): EntryValues {
  if (!entry) {
    const reviewBy = monthsAfter(berlinDay(now), 6);
    const texts = { [sourceLanguage]: noTexts };
    return {
      topic: 'work',
      risk: 'low',
      reviewBy,
      validUntil: '',
      ownerId: '',
      sources: [],
      triggers: {},
      texts,
    };
  }
  const { topic, risk, reviewBy, validUntil, ownerId, sources, triggers, translations } = entry;
  return {
    topic,
    risk,
    reviewBy,
    validUntil: validUntil ?? '',
    ownerId: ownerId ?? '',
    sources,
    triggers,
    texts: Object.fromEntries(
      translations.map(({ language, question, short, long, sms }) => [
        language,
        { question, short, long, sms },
      ]),
    ),
  };
}

/** What has to be sent so that `base` becomes `values`; empty when nothing was changed. */
export function changesBetween(base: EntryValues, values: EntryValues): Changes {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const changes: Changes = {};
  if (values.topic !== base.topic) changes.topic = values.topic;
  if (values.risk !== base.risk) changes.risk = values.risk;
  if (values.reviewBy !== base.reviewBy) changes.reviewBy = values.reviewBy;
  if (values.validUntil !== base.validUntil) changes.validUntil = values.validUntil || null;
  if (values.ownerId !== base.ownerId) changes.ownerId = values.ownerId || null;
  if (!isSame(values.sources, base.sources)) changes.sources = values.sources;
  if (!isSame(values.triggers, base.triggers)) changes.triggers = values.triggers;
  const texts = Object.entries(values.texts).filter(
    ([language, text]) => !isEmpty(text) && !isSame(text, base.texts[language]),
  );
  if (texts.length > 0)
    changes.translations = texts.map(([language, text]) => ({ language, ...text }));
  return changes;
}

export type TextProblem = {
  language: string;
  field: TextField;
  code: 'missing' | 'tooLong' | 'smsParts';
};

/** A language is written in whole or not at all; German always. */
export function problemsOf({ texts }: EntryValues): TextProblem[] {
  return Object.entries(texts).flatMap(([language, text]) =>
    isEmpty(text) && language !== sourceLanguage
      ? []
      : textFields.flatMap((field) => {
          const code = problemOf(language, field, text[field]);
          return code ? [{ language, field, code }] : [];
        }),
  );
}

export function isEmpty(texts: Texts): boolean {
  return textFields.every((field) => texts[field].trim() === '');
}

/** What an SMS costs with the line that is put below it. */
export function smsOf(language: string, sms: string) {
  return countSms(closeSms(sms, language));
}

function problemOf(language: string, field: TextField, text: string): TextProblem['code'] | null {
  if (text.trim() === '') return 'missing';
  if (field === 'sms' && smsOf(language, text).parts > maxSmsParts) return 'smsParts';
  return text.trim().length > maxLength[field] ? 'tooLong' : null;
}
