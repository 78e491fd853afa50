import { answerText } from '../automation/answer-text.ts';
import type { FaqEntry } from '../contract/faq.ts';
import { countSms } from '../contract/sms-parts.ts';
import { notFound } from '../errors.ts';

/**
 * An answer as the assistant writes it.
 * @throws AppError `not_found` for a language without a text.
 */
export function previewFaq(
  entry: FaqEntry,
  language: string,
): { full: string; sms: string; smsParts: number } {
  const text = entry.translations.find((one) => one.language === language);
  if (!text) throw notFound('text');
  const sms = answerText(entry, text, 'sms');
  return { full: answerText(entry, text, 'full'), sms, smsParts: countSms(sms).parts };
}
