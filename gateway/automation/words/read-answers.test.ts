import { describe, expect, it } from 'vitest';
import { isSkip } from './is-skip.ts';
import { readAgeBand } from './read-age-band.ts';
import { readChoice } from './read-choice.ts';
import { readLanguageName } from './read-language-name.ts';
import { readPostcode } from './read-postcode.ts';
import { readYesNo } from './read-yes-no.ts';

describe('what people answer', () => {
  it.each([
    '3',
    '٣',
    '۳',
    '३',
    '3️⃣',
    '③',
    '３',
    ' 3. ',
    '(3)',
    'three',
    'drei',
    'три',
    'ثلاثة',
    'üç',
    'سه',
    'Nummer 3',
    'Die drei bitte',
    'номер 3',
    'رقم ٣',
    '3 lütfen',
    'گزینه ۳',
  ])('"%s" is the third of five', (text) => {
    expect(readChoice(text, 5)).toBe(3);
  });

  it('ten is read in every way, too', () => {
    for (const text of ['10', '١٠', '🔟', 'zehn', 'десять', 'عشرة', 'on', 'ده']) {
      expect(readChoice(text, 10), text).toBe(10);
    }
    expect(readChoice("п'ять", 5)).toBe(5);
    expect(readChoice("дев'ять", 9)).toBe(9);
  });

  it.each(['0', '6', '33', '3 3', 'drei Kinder', 'Ich habe 3 Kinder', '', '🙏', 'نه', '3.11.2026'])(
    '"%s" is no choice of five',
    (text) => {
      expect(readChoice(text, 5)).toBeNull();
    },
  );

  it('yes and no are read in every language, and nothing that says more', () => {
    for (const text of [
      'Ja',
      'ja, bitte',
      'Yes I agree',
      'да',
      'Я согласна',
      'так',
      'نعم',
      'أوافق',
      'evet, kabul ediyorum',
      'بله',
      'OK',
    ]) {
      expect(readYesNo(text), text).toBe(true);
    }
    for (const text of [
      'Nein',
      'nein danke',
      'no',
      'нет',
      'не согласен',
      'ні',
      'لا',
      'لا أوافق',
      'hayır',
      'kabul etmiyorum',
      'نه',
      'ich bin nicht einverstanden',
    ]) {
      expect(readYesNo(text), text).toBe(false);
    }
    for (const text of ['ja nein', 'ja aber was kostet das', 'vielleicht', '👍', '', 'bitte']) {
      expect(readYesNo(text), text).toBeNull();
    }
  });

  it('a question that need not be answered is passed over by 0 or by a word', () => {
    for (const text of [
      '0',
      '٠',
      '0️⃣',
      '-',
      'Überspringen',
      'skip',
      'Пропустить',
      'пропустити',
      'تخطي',
      'Atla',
      'رد کردن',
      'weiß nicht',
    ]) {
      expect(isSkip(text), text).toBe(true);
    }
    for (const text of ['10', 'nein', 'Ich möchte weiter in Köln wohnen', '']) {
      expect(isSkip(text), text).toBe(false);
    }
  });

  it('an age is on one side of 27', () => {
    for (const text of [
      '26',
      '١٩',
      'ich bin 24 jahre alt',
      'unter 27',
      'меньше 27',
      'أقل من 27',
      '27 yaşından küçük',
      'کمتر از ۲۷',
      'Мне 22 года',
    ]) {
      expect(readAgeBand(text), text).toBe('under_27');
    }
    for (const text of [
      '27',
      '۴۵',
      "I'm 31 years old",
      '27 oder älter',
      '27 или больше',
      '27 أو أكثر',
      '27 veya daha büyük',
      '27 یا بیشتر',
      'über 50',
    ]) {
      expect(readAgeBand(text), text).toBe('from_27');
    }
    for (const text of [
      '1999',
      '12.3.1999',
      'unter 30',
      'seit 10 Jahren in Deutschland',
      '3',
      'alt',
      'meine Tochter ist 12',
    ]) {
      expect(readAgeBand(text), text).toBeNull();
    }
  });

  it('a postcode is read in a short answer only', () => {
    for (const text of [
      '50667',
      'PLZ 50667',
      '50667 Köln',
      'ich wohne in 50667 Köln',
      'D-50667',
      '50 667',
      '٥٠٦٦٧',
      '۵۰۶۶۷',
      'индекс 50667',
    ]) {
      expect(readPostcode(text), text).toBe('50667');
    }
    for (const text of [
      '5066',
      '506677',
      '00000',
      '43123',
      '12000 Euro',
      'Ich habe 12000 Schulden bei der Bank',
      '50667 50668',
      'Köln',
      '0221 50667',
    ]) {
      expect(readPostcode(text), text).toBeNull();
    }
  });

  it('a language is known by its names and its code', () => {
    const names: Record<string, string[]> = {
      de: ['Deutsch', 'german', 'немецкий', 'الألمانية', 'de', 'Almanca'],
      en: ['English', 'Englisch', 'английский', 'انجليزي'],
      ru: ['Русский', 'по-русски', 'Russisch', 'الروسية'],
      uk: ['Українська', 'ukrainisch', 'украинский', 'الأوكرانية'],
      ar: ['العربية', 'عربي', 'Auf Arabisch bitte', 'арабский'],
      tr: ['Türkçe', 'turkce', 'турецкий', 'التركية'],
      fa: ['فارسی', 'Farsi', 'Dari', 'دری', 'персидский', 'الفارسية'],
      ku: ['Kurdî', 'Kurmancî', 'kurdisch', 'كردي', 'کوردی'],
      ckb: ['Sorani', 'سۆرانی', 'سوراني'],
      ps: ['پښتو', 'Paschtu', 'пушту'],
      ur: ['اردو', 'Urdu', 'الأردية'],
      ti: ['ትግርኛ', 'Tigrinya', 'tigrinisch', 'тигринья'],
      am: ['አማርኛ', 'Amharisch'],
      so: ['Soomaali', 'Somali', 'сомали'],
      fr: ['français', 'Französisch', 'الفرنسية'],
      es: ['español', 'Spanisch', 'испанский'],
      pt: ['português', 'portuguese'],
      it: ['italiano', 'Italienisch'],
      ro: ['română', 'Rumänisch', 'румынский'],
      bg: ['български', 'Bulgarisch', 'болгарский'],
      sr: ['српски', 'srpski', 'Serbisch'],
      hr: ['hrvatski', 'kroatisch'],
      bs: ['bosanski', 'bosnisch'],
      sq: ['shqip', 'Albanisch', 'албанский'],
      pl: ['polski', 'Polnisch', 'польский'],
      el: ['Ελληνικά', 'Griechisch'],
      ka: ['ქართული', 'georgisch'],
      hy: ['հայերեն', 'armenisch'],
      vi: ['Tiếng Việt', 'vietnamesisch'],
      zh: ['中文', 'Chinesisch', 'китайский'],
      hi: ['हिन्दी', 'Hindi'],
      sw: ['Kiswahili', 'Swahili'],
    };
    for (const [code, said] of Object.entries(names)) {
      for (const name of said) expect(readLanguageName(name), name).toBe(code);
    }
    for (const text of ['ja', 'no', 'hi', 'so', 'Wo kann ich Deutsch lernen', '', '5']) {
      expect(readLanguageName(text), text).toBeNull();
    }
  });
});
