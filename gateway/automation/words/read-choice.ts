import { plainWords, wordSet } from './plain-words.ts';

/** One to ten as they are said; "نه" is nine in Farsi, but above all it is "no". */
const spoken = [
  'eins ein eine erste erster erstes one first один одна одно первый первое перша перший واحد واحدة الأول الاول أول اول اولى الأولى bir birinci ilk یک یه اولی',
  'zwei zwo zweite zweiter zweites two second два две дві второй второе другий друга اثنان اثنين إثنان اتنين تنين ثنين الثاني ثاني الثانية iki ikinci دو دوم دومی',
  'drei dritte dritter drittes three third три третий третье третій третя ثلاثة ثلاث تلاتة تلاته الثالث ثالث üç üçüncü سه سوم سومی',
  'vier vierte vierter four fourth четыре четвертый чотири четвертий أربعة أربع اربعه الرابع dört dördüncü چهار چهارم',
  'fünf fünfte fünfter five fifth пять пятый пʼять пʼятий خمسة خمس الخامس beş beşinci پنج پنجم',
  'sechs six шесть шість ستة ست السادس altı شش شیش ششم',
  'sieben seven семь сім سبعة سبع السابع yedi هفت هفتم',
  'acht eight восемь вісім ثمانية ثمان تمانية تمنية الثامن sekiz هشت هشتم',
  'neun nine девять дев’ять تسعة تسع التاسع dokuz نهم',
  'zehn ten десять عشرة عشر العاشر on ده دهم',
];
const numbers = new Map(
  spoken.flatMap((line, index) => plainWords(line).map((word) => [word, index + 1] as const)),
);

/** What people write around a number. */
const around = wordSet(
  'nummer nr zahl punkt antwort option ich nehme wähle bitte die der das',
  'number option answer choose please the i take',
  'номер цифра вариант пункт пожалуйста выбираю варіант будь ласка обираю',
  'رقم الرقم الخيار خيار من فضلك اختار أختار',
  'numara seçenek lütfen seçiyorum شماره عدد گزینه لطفا',
);

/**
 * Which of `count` offered answers is meant: "3", "٣", "۳", "३", "3️⃣", "Nummer drei". Null when more was said than a number
 * of that range: then it is free text.
 */
export function readChoice(text: string, count: number): number | null {
  const [word, ...more] = plainWords(text).filter((one) => !around.has(one));
  if (word === undefined || more.length > 0) return null;
  const number = /^\d{1,2}$/.test(word) ? Number(word) : numbers.get(word);
  return number !== undefined && number >= 1 && number <= count ? number : null;
}
