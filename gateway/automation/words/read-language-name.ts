import { plainWords, wordSet } from './plain-words.ts';
import { spokenLanguages } from './words.ts';

/** Languages that people in counseling speak, by ISO 639. */
const codes =
  'de en ru uk ar tr fa ku ckb ps ur ti am om so fr es pt it ro bg sr hr bs sq mk pl cs sk sl hu el hy ka az kk uz ky tg be lt lv et he hi bn pa ta te ne si zh ja ko vi th tl id ms my sw ha yo ig ff wo ln rw rom zza tk mn'.split(
    ' ',
  );
/** What people call a language where Unicode's names differ. Dari is read and written like Farsi. */
const others: Record<string, string> = {
  deutsch: 'de',
  'по-немецки': 'de',
  ألماني: 'de',
  almanca: 'de',
  inglese: 'en',
  'по-английски': 'en',
  انجليزي: 'en',
  انكليزي: 'en',
  'по-русски': 'ru',
  'на русском': 'ru',
  روسي: 'ru',
  українською: 'uk',
  український: 'uk',
  украинский: 'uk',
  'по-украински': 'uk',
  اوكراني: 'uk',
  عربي: 'ar',
  بالعربي: 'ar',
  arabi: 'ar',
  'по-арабски': 'ar',
  turkce: 'tr',
  'по-турецки': 'tr',
  ترکی: 'tr',
  farsi: 'fa',
  dari: 'fa',
  دری: 'fa',
  дари: 'fa',
  фарси: 'fa',
  فارسي: 'fa',
  persisch: 'fa',
  kurmanci: 'ku',
  kurmandschi: 'ku',
  kurmanji: 'ku',
  kurdi: 'ku',
  курманджи: 'ku',
  كرمانجي: 'ku',
  كردي: 'ku',
  کردی: 'ku',
  کوردی: 'ku',
  sorani: 'ckb',
  soranisch: 'ckb',
  سۆرانی: 'ckb',
  سورانی: 'ckb',
  سوراني: 'ckb',
  сорани: 'ckb',
  pashto: 'ps',
  paschtu: 'ps',
  pashtu: 'ps',
  الأردية: 'ur',
  پښتو: 'ps',
  tigrinya: 'ti',
  tigrinisch: 'ti',
  tigrigna: 'ti',
  ትግርኛ: 'ti',
  التغرينية: 'ti',
  тигринья: 'ti',
  amharisch: 'am',
  'af soomaali': 'so',
  oromo: 'om',
  romanes: 'rom',
  'romani ćhib': 'rom',
  romani: 'rom',
  zazaki: 'zza',
  serbokroatisch: 'sr',
  srpski: 'sr',
  albanais: 'sq',
  shqip: 'sq',
  mandarin: 'zh',
  chinesisch: 'zh',
  中文: 'zh',
  filipino: 'tl',
};
/** Codes that are words of their own in an answer: "no", "ja", "so", "am", "hi", "my", "et", "id", "be". */
const notCodes = new Set('ja so am hi my et id be it he ne si te pa ha om ms ta ti'.split(' '));
const around = wordSet(
  'auf sprache bitte ich spreche will möchte language please i speak in want the',
  'язык на говорю я пожалуйста мова говорю розмовляю',
  'لغة اللغة أتكلم احكي من فضلك dil dili konuşuyorum lütfen زبان به لطفا',
);

/**
 * The ISO 639 code of the language that a message names and nothing else: in that language, German, English, Russian, Arabic,
 * Ukrainian, Turkish or Farsi, or by its code.
 */
export function readLanguageName(text: string): string | null {
  const words = plainWords(text);
  const names = knownNames();
  return (
    names.get(words.join(' ')) ??
    names.get(words.filter((word) => !around.has(word)).join(' ')) ??
    null
  );
}

let remembered: Map<string, string> | undefined;

function knownNames(): Map<string, string> {
  if (remembered) return remembered;
  const names = new Map<string, string>();
  const put = (name: string, code: string) => {
    const words = plainWords(name);
    if (words.length > 0 && !names.has(words.join(' '))) names.set(words.join(' '), code);
  };
  for (const [name, code] of Object.entries(others)) put(name, code);
  for (const code of codes) {
    for (const language of [code, ...spokenLanguages]) {
      const name = nameIn(language, code);
      if (name === undefined) continue;
      put(name, code);
      // "العربية" is also called "عربي" and "العربي".
      if (language !== 'ar' || name.includes(' ')) continue;
      put(name.replace(/^ال/, ''), code);
      put(name.replace(/^ال/, '').replace(/ة$/, ''), code);
      put(name.replace(/ة$/, ''), code);
    }
    if (!notCodes.has(code)) put(code, code);
  }
  remembered = names;
  return names;
}

/** Undefined where Unicode knows no name and would answer with the code or in another language. */
function nameIn(language: string, code: string): string | undefined {
  if (Intl.DisplayNames.supportedLocalesOf([language]).length === 0) return undefined;
  return new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(code);
}
