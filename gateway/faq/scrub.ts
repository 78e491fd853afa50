/** Stands where something was taken out. */
export const gap = '[…]';

/** What introduces a name, in the languages of the assistant. */
const introductions = [
  'ich hei(?:ß|ss)e',
  'mein name ist',
  'mein name:?',
  'my name is',
  "my name’?'?s",
  'i am called',
  'меня зовут',
  'мо[ёе] имя',
  'мене звати',
  'мене звуть',
  "моє ім[’'ʼ]я",
  '(?:benim )?ad[ıi]m',
  'ismim',
  'اسمي',
  'إسمي',
  'اسم من',
  'اسمم',
  'نام من',
].join('|');

/** Words that end a name. */
const connectives =
  'und|ich|aus|komme|wohne|bin|and|i|from|im|и|я|из|і|та|з|ve|ben|من|و|أنا|انا|لدي|عندي|است|هست';
const nameWord = `(?!(?:${connectives})(?![\\p{L}\\p{M}]))[\\p{L}\\p{M}][\\p{L}\\p{M}’'ʼ-]*`;

const fileWords = [
  'aktenzeichen',
  'az\\.?',
  'bg-?nummer',
  'kundennummer',
  'geschäftszeichen',
  'file (?:number|no\\.?)',
  'case (?:number|no\\.?)',
  'номер дела',
  'номер справи',
  'رقم الملف',
  'رقم القضية',
  'dosya (?:no|numaras[ıi]|numaram)',
  'شماره پرونده',
].join('|');

const streetEnds =
  '(?:stra(?:ß|ss)e|str\\.?|weg|platz|allee|gasse|ring|damm|ufer|chaussee|promenade|stieg|twiete|markt)';
const streetBegins =
  'ул\\.?|улиц[аеуы]|проспект[е]?|вул\\.?|вулиц[яіюи]|شارع|خیابان|straße|strasse|street';
const houseMarks = '(?:[,،]?\\s*(?:д\\.?|дом|буд\\.?|будинок|رقم|پلاک|nr?\\.?|no\\.?|kat)?\\s*)';
const number = '\\p{Nd}{1,4}\\s?[a-zA-Zа-яА-Я]?(?![\\p{L}\\p{Nd}])';

/** In this order: what is taken out first can't be mistaken for something else. */
const rules: [pattern: RegExp, replacement: string][] = [
  [
    /(?:https?:\/\/|www\.)\S+|(?<![\p{L}@])[\w-]+\.(?:de|com|org|net|me|ru|ua|info|eu)(?:\/\S*)?(?![\p{L}\p{Nd}@])/giu,
    gap,
  ],
  [/[^\s@<>]+@[^\s@<>]+\.[^\s@<>,;]+/gu, gap],
  [/(?<![\p{L}\p{Nd}])@[\p{L}\p{Nd}_]{3,}/gu, gap],
  [
    new RegExp(
      `(?<![\\p{L}\\p{M}])(${introductions})[\\s:,]+${nameWord}(?:[ -]${nameWord}){0,2}`,
      'giu',
    ),
    `$1 ${gap}`,
  ],
  // As courts write them: 12 K 345/26.
  [/(?<!\p{Nd})\p{Nd}{1,3}\s\p{L}{1,4}\s\p{Nd}{1,6}\/\p{Nd}{2,4}(?!\p{Nd})/gu, gap],
  [
    new RegExp(
      `(?<![\\p{L}])(${fileWords})[\\s:#]*(?:ist|is|это|це|هو|:)?[\\s:#]*[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}./-]*`,
      'giu',
    ),
    `$1 ${gap}`,
  ],
  // Dates to the day, in digits and with the name of the month.
  [/(?<!\p{Nd})\p{Nd}{1,2}\s?[./-]\s?\p{Nd}{1,2}\s?[./-]\s?\p{Nd}{2,4}(?!\p{Nd})/gu, gap],
  [/(?<!\p{Nd})\p{Nd}{4}[./-]\p{Nd}{1,2}[./-]\p{Nd}{1,2}(?!\p{Nd})/gu, gap],
  [/(?<!\p{Nd})\p{Nd}{1,2}\.?\s+\p{L}{3,}\s+\p{Nd}{4}(?!\p{Nd})/gu, gap],
  [new RegExp(`(?<![\\p{L}])[\\p{L}-]*(?:\\s)?${streetEnds}\\s+${number}`, 'giu'), gap],
  [
    new RegExp(
      `(?<![\\p{L}])(?:${streetBegins})\\s+(?:[\\p{L}\\p{M}.-]+\\s*){1,3}?${houseMarks}${number}`,
      'giu',
    ),
    gap,
  ],
  [
    new RegExp(
      `[\\p{L}-]+\\s+(?:sokak|sokağı|cadde|caddesi|sok\\.|cad\\.)[,]?\\s*(?:no)?[.:]?\\s*${number}`,
      'giu',
    ),
    gap,
  ],
  [
    /(?<!\p{Nd})\p{Nd}{1,4}[a-z]?\s+(?:\p{L}+\s+){1,2}(?:street|road|avenue|lane|square)(?!\p{L})/giu,
    gap,
  ],
  // Telephone numbers, then marks of letters and digits such as those of passports, then long numbers.
  [/(?<!\p{Nd})(?:\+|\(|\p{Nd})(?:[\s()/.-]{0,2}\p{Nd}){5,}/gu, gap],
  [/(?<![\p{L}\p{Nd}])(?=(?:\p{L}*\p{Nd}){3})(?=\p{Nd}*\p{L})[\p{L}\p{Nd}/-]{6,}/gu, gap],
  [/\p{Nd}{5,}/gu, gap],
];

/**
 * Takes out of a text what may tell who wrote it: telephone numbers, e-mail and web addresses, names behind "my name is",
 * dates to the day, file numbers, numbers of five and more digits, streets with a house number; in de, en, ru, uk, ar, tr
 * and fa. It rather takes too much. What it doesn't know as a name stays.
 */
export function scrub(text: string): string {
  return rules
    .reduce(
      (left, [pattern, replacement]) => left.replace(pattern, replacement),
      text.normalize('NFKC').replaceAll('…', '...'),
    )
    .replaceAll(/(?:\[…\][\s,;]*){2,}/g, `${gap} `)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
