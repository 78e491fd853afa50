import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wishes, wishOf, wishWords } from './wishes.ts';

describe('words that ask for something', () => {
  it.each([
    'STOP',
    'stop',
    ' Stopp! ',
    'ABMELDEN',
    'Ende.',
    'STOPALL',
    'Stop all',
    'UNSUBSCRIBE',
    'Cancel',
    'END',
    'quit',
    'REVOKE',
    'OPTOUT',
    'ＳＴＯＰ',
    '«СТОП»',
    'Отписаться',
    'ВІДПИСАТИСЯ',
    'تَوَقُّف',
    'ايقاف',
    'الغاء الإشتراك',
    'إلغاء الاشتراك.',
    'توقّف!',
    'DURDUR',
    'İPTAL',
    'iptal',
    'IPTAL',
    'Abonelikten çık',
    'ABONELİKTEN ÇIK',
    'لغو اشتراك',
    'لغو‌ اشتراک',
    'ایست',
    'stop 🛑',
    '🙏 stop',
    '\u200fSTOP\u200f',
    '/stop',
    '/stop@lotse_bot',
    'st\u00adop',
  ])('TWI11 "%s" ends messages', (text) => {
    expect(wishOf(text)).toBe('opted_out');
  });

  it.each([
    'START',
    'unstop',
    'Start!',
    'СТАРТ',
    'Почати',
    'ابدأ',
    'ابدا',
    'Başla',
    'BAŞLAT',
    'شروع',
  ])('TWI11 "%s" lets them come again', (text) => {
    expect(wishOf(text)).toBe('opted_in');
  });

  it.each([
    'HELP',
    'Hilfe!',
    'info',
    'Помощь',
    'ДОПОМОГА',
    'مساعده',
    'مساعدة',
    'YARDIM',
    'Yardım',
    'کمک',
  ])('TWI11 "%s" asks for help', (text) => {
    expect(wishOf(text)).toBe('help_requested');
  });

  it.each([
    'stop it please',
    'Bitte stoppen Sie das nicht',
    'Non-stop',
    'Das Ende der Miete',
    'yes',
    'Ja',
    'да',
    'نعم',
    'evet',
    'بله',
    'ok',
    'Hilfe bei der Wohnung',
    'I need help',
    'start am Montag',
    's t o p',
    'stop stop it',
    '',
    '   ',
    '🛑',
    '…',
    `stop${' '.repeat(100)}x`,
  ])('TWI11 "%s" is plain text', (text) => {
    expect(wishOf(text)).toBeNull();
  });

  it('no text asks for nothing', () => {
    expect(wishOf(null)).toBeNull();
  });

  it('no word means two things, and each language has words for each wish', () => {
    for (const wish of wishes) {
      expect(Object.keys(wishWords[wish]).toSorted()).toEqual(
        ['ar', 'de', 'en', 'fa', 'ru', 'tr', 'uk'].toSorted(),
      );
      for (const word of Object.values(wishWords[wish]).flat()) {
        expect(wishOf(word), word).toBe(wish);
        expect(wishOf(`  ${word.toUpperCase()}!! `), word).toBe(wish);
      }
    }
  });

  it('never fails, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([null, ...wishes]).toContain(wishOf(text));
      }),
    );
  });
});
