import { plainWords } from './words/plain-words.ts';

/** Beginnings of words that speak of a date after which a right is lost; in any language, since all are written here. */
const beginnings = plainWords(
  [
    'frist fristablauf mahnbescheid räumung zwangsräumung widerspruch dringend eilig',
    'deadline eviction evict urgent',
    'срочно срок выселен терміново строк виселен',
    'عاجل مستعجل مهلة إخلاء acil tahliye itiraz فوري مهلت تخلیه',
  ].join(' '),
);

/** Several words that say so only together. */
const phrases = [
  'letzter tag',
  'läuft morgen ab',
  'last day',
  'expires tomorrow',
  'последний день',
  'останній день',
  'آخر يوم',
  'son gün',
  'süresi bit',
  'süresi doluyor',
  'süresi yarın',
  'آخرین روز',
].map((phrase) => plainWords(phrase).join(' '));

/** Whether a message may be about a deadline: then people see it sooner. It is no crisis and decides nothing else. */
export function isUrgent(text: string): boolean {
  const words = plainWords(text);
  const said = words.join(' ');
  return (
    words.some((word) => beginnings.some((one) => word.startsWith(one))) ||
    phrases.some((phrase) => said.includes(phrase))
  );
}
