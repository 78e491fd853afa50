import { plainWords } from './plain-words.ts';

const ways = [
  '0',
  'überspringen',
  'weiter',
  'egal',
  'keine angabe',
  'möchte ich nicht sagen',
  'sage ich nicht',
  'will ich nicht sagen',
  'weiß nicht',
  'weiß ich nicht',
  'skip',
  'next',
  'no answer',
  'i dont know',
  'dont know',
  'rather not say',
  'i dont want to say',
  'пропустить',
  'пропусти',
  'дальше',
  'далее',
  'не скажу',
  'не знаю',
  'не хочу говорить',
  'все равно',
  'пропустити',
  'далі',
  'не хочу казати',
  'байдуже',
  'تخطي',
  'تخطى',
  'تجاوز',
  'التالي',
  'لا أعرف',
  'ما بعرف',
  'لا أريد أن أقول',
  'atla',
  'geç',
  'geçelim',
  'bilmiyorum',
  'söylemek istemiyorum',
  'fark etmez',
  'رد کردن',
  'رد کن',
  'بعدی',
  'نمی‌دانم',
  'نمیدونم',
  'مهم نیست',
];
const known = new Set(ways.map(keyOf));

/** Whether an optional question is passed over: "0" in any script, or a word or sentence that says so in any language. */
export function isSkip(text: string): boolean {
  return known.has(keyOf(text)) || /^\s*[-–—]+\s*$/.test(text);
}

function keyOf(text: string): string {
  return plainWords(text).join(' ');
}
