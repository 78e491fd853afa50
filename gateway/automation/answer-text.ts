import { closingLine } from '../contract/closing-line.ts';
import type { FaqEntry, FaqTranslation } from '../contract/faq.ts';
import { countSms } from '../contract/sms-parts.ts';
import { formatDay } from './words/format-when.ts';
import { say } from './words/words.ts';

const maxSmsParts = 2;

/**
 * An answer as it is sent: a mark when the German text is newer, the text, source and date, the closing line. In SMS
 * source and date are left out where they would make a third part.
 */
export function answerText(
  { sources: [source] }: Pick<FaqEntry, 'sources'>,
  { language, short, sms, state }: Pick<FaqTranslation, 'language' | 'short' | 'sms' | 'state'>,
  form: 'full' | 'sms',
): string {
  const ahead = state === 'outdated' ? [say(language, 'answer.older')] : [];
  const from = source
    ? [
        say(language, 'answer.source', { source: source.authority }),
        say(language, 'answer.as_of', { date: formatDay(new Date(source.checkedOn), language) }),
      ]
    : [];
  const end = closingLine(language, form);
  if (form === 'full') return [...ahead, short, from.join(' · '), end].filter(Boolean).join('\n');
  const whole = [...ahead, sms, from.join(' '), end].filter(Boolean).join('\n');
  return countSms(whole).parts <= maxSmsParts ? whole : [...ahead, sms, end].join('\n');
}
