import { plainWords } from './words/plain-words.ts';

/** Beginnings of words that speak of a date after which a right is lost; in any language, since all are written here. */
const beginnings = plainWords(
  [
    'frist fristablauf mahnbescheid räumung zwangsräumung widerspruch dringend eilig sofort',
    'deadline eviction evict urgent',
    'срочно срок выселен терміново строк виселен',
    'عاجل مستعجل مهلة إخلاء acil tahliye فوري مهلت تخلیه',
  ].join(' '),
);

/** Whether a message may be about a deadline: then people see it sooner. It is no crisis and decides nothing else. */
export function isUrgent(text: string): boolean {
  return plainWords(text).some((word) => beginnings.some((one) => word.startsWith(one)));
}
