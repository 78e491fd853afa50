import { describe, expect, it } from 'vitest';
import { scrub } from './scrub.ts';

describe('scrubbing takes out', () => {
  it.each([
    ['de', 'Ich heiße Amina Haddad und suche Arbeit', 'Ich heiße […] und suche Arbeit'],
    [
      'de',
      'Mein Name ist Oleh, wo finde ich einen Kurs?',
      'Mein Name ist […], wo finde ich einen Kurs?',
    ],
    ['en', 'my name is maria lopez and i need a course', 'my name is […] and i need a course'],
    ['ru', 'Меня зовут Ольга Петрова, нужна помощь', 'Меня зовут […], нужна помощь'],
    ['uk', 'Мене звати Олег і я шукаю курс', 'Мене звати […] і я шукаю курс'],
    ['tr', 'Benim adım Ayşe Yılmaz, kurs arıyorum', 'Benim adım […], kurs arıyorum'],
    ['ar', 'اسمي أحمد العلي وأبحث عن عمل', 'اسمي […] عن عمل'],
    ['fa', 'اسم من رضا است. کار می‌خواهم', 'اسم من […] است. کار می‌خواهم'],
  ])('names (%s): %s', (_, text, expected) => {
    const scrubbed = scrub(text);
    for (const name of [
      'Amina',
      'Haddad',
      'Oleh',
      'maria',
      'lopez',
      'Ольга',
      'Петрова',
      'Олег',
      'Ayşe',
      'Yılmaz',
      'أحمد',
      'العلي',
      'رضا',
    ])
      expect(scrubbed).not.toContain(name);
    expect(scrubbed).toBe(expected);
  });

  it.each([
    ['Rufen Sie +49 170 1234567 an', 'Rufen Sie […] an'],
    ['0170/123 45 67 bitte', '[…] bitte'],
    ['Мой номер 8 (912) 345-67-89', 'Мой номер […]'],
    ['رقمي ٠١٧٠١٢٣٤٥٦٧', 'رقمي […]'],
    ['شماره من ۰۱۷۰ ۱۲۳ ۴۵۶۷ است', 'شماره من […] است'],
    ['amina@example.org schreibt', '[…] schreibt'],
    ['siehe https://example.org/a?b=c', 'siehe […]'],
    ['bei t.me/amina', 'bei […]'],
    ['auf Telegram @amina_h', 'auf Telegram […]'],
  ])('numbers and addresses: %s', (text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  it.each([
    ['geboren am 03.04.1990', 'geboren am […]'],
    ['geboren 3. März 1990 in Aleppo', 'geboren […] in Aleppo'],
    ['born 1990-04-03', 'born […]'],
    ['родилась 3 апреля 1990', 'родилась […]'],
    ['народився 03/04/90', 'народився […]'],
    ['doğum tarihim 3 Nisan 1990', 'doğum tarihim […]'],
    ['مواليد ٣/٤/١٩٩٠', 'مواليد […]'],
    ['متولد ۳ آوریل ۱۹۹۰', 'متولد […]'],
  ])('dates of birth: %s', (text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  it.each([
    ['Aktenzeichen 12 K 345/26 bitte'],
    ['Az. 5-345/26 beim Gericht'],
    ['BG-Nummer 12345BG0012345'],
    ['номер дела 77-12/26'],
    ['رقم الملف ٤٥٦/٢٦'],
    ['dosya numarası 77-12'],
    ['شماره پرونده ۴۵۶'],
    ['Pass C01X00T47'],
    ['Zimmer 20095'],
  ])('file numbers and long numbers: %s', (text) => {
    expect(scrub(text)).toContain('[…]');
    expect(scrub(text)).not.toMatch(/345\/|0012345|77-12|٤٥٦|۴۵۶|C01X|20095/);
  });

  it.each([
    ['Ich wohne Hafenstraße 12a in Hamburg', 'Ich wohne […] in Hamburg'],
    ['Lange Str. 5, dritter Stock', '[…], dritter Stock'],
    ['I live at 12 Harbour Street', 'I live at […]'],
    ['живу на ул. Ленина, д. 5', 'живу на […]'],
    ['вулиця Шевченка 12', '[…]'],
    ['Atatürk Caddesi No: 5', '[…]'],
    ['أسكن في شارع الميناء ١٢', 'أسكن في […]'],
    ['خیابان بندر پلاک ۱۲', '[…]'],
  ])('streets: %s', (text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  it.each([
    ['Brauche ich B1 für § 44 AufenthG nach 5 Jahren?'],
    ['Wie hoch ist das Kindergeld 2026 für 2 Kinder?'],
    ['Сколько стоит курс: 2,29 € за урок?'],
    ['كم سعر الدورة ٧٠٠ ساعة؟'],
    ['Kurs ne kadar sürer, 600 saat mi?'],
    ['دوره ۷۰۰ ساعت است؟'],
  ])('nothing from a plain question: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });
});
