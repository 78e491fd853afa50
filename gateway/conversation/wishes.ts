/** What people may ask for with one word, named as the events that say so. */
export const wishes = ['opted_out', 'opted_in', 'help_requested'] as const;
export type Wish = (typeof wishes)[number];

/**
 * The words, by language. The English ones are those that carriers and Twilio act on by themselves; we must not think
 * otherwise than they do. "Yes", "ja" and the like open nothing again: they are answers.
 * Source: https://help.twilio.com/articles/223134027-Twilio-support-for-opt-out-keywords-SMS-STOP-filtering-
 */
export const wishWords: Record<Wish, Record<string, readonly string[]>> = {
  opted_out: {
    en: ['stop', 'stop all', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
    de: ['stopp', 'abmelden', 'abbestellen', 'austragen', 'ende'],
    ru: ['стоп', 'отписаться', 'отписка', 'отпишите'],
    uk: ['стоп', 'відписатися', 'відписатись', 'відписка'],
    ar: ['توقف', 'إيقاف', 'قف', 'ستوب', 'إلغاء الاشتراك'],
    tr: ['dur', 'durdur', 'iptal', 'ret', 'abonelikten çık'],
    fa: ['توقف', 'ایست', 'استاپ', 'لغو', 'لغو اشتراک'],
  },
  opted_in: {
    en: ['start', 'unstop', 'subscribe', 'opt in', 'optin'],
    de: ['starten', 'anmelden'],
    ru: ['старт', 'начать', 'подписаться'],
    uk: ['старт', 'почати', 'підписатися', 'підписатись'],
    ar: ['ابدأ', 'بدء', 'استئناف', 'اشتراك'],
    tr: ['başla', 'başlat', 'abone ol'],
    fa: ['شروع', 'آغاز', 'اشتراک'],
  },
  help_requested: {
    en: ['help', 'info'],
    de: ['hilfe'],
    ru: ['помощь', 'справка'],
    uk: ['допомога', 'довідка'],
    ar: ['مساعدة', 'المساعدة'],
    tr: ['yardım'],
    fa: ['کمک', 'راهنما'],
  },
};

const longest = 40;

/** The wish of a message whose whole text is one of the words; a word inside a sentence asks for nothing. */
export function wishOf(text: string | null): Wish | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.length > longest) return null;
  return known.get(bare(trimmed)) ?? null;
}

/**
 * What is left of a text when case, accents, dots of the Turkish i, spelling variants of Arabic and Persian letters,
 * punctuation and emoji don't count. A bot command ("/stop@name") is its word.
 */
function bare(text: string): string {
  return text
    .replace(/^\/(\w+)(?:@\w+)?$/, '$1')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(/[ıİ]/g, 'i')
    .replaceAll('ß', 'ss')
    .replace(/[ىیئ]/g, 'ي')
    .replaceAll('ک', 'ك')
    .replaceAll('ة', 'ه')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const known = new Map<string, Wish>(
  wishes.flatMap((wish) =>
    Object.values(wishWords[wish])
      .flat()
      .map((word) => [bare(word), wish] as const),
  ),
);
