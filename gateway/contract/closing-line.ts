/** What stands below every answer that is sent by itself. In SMS every sign costs: there it is shorter. */
const lines: Record<string, { full: string; sms: string }> = {
  de: {
    full: 'Allgemeine Information, keine Rechtsberatung. 7 = Beratung',
    sms: 'Allgemeine Info, keine Rechtsberatung. 7 = Beratung',
  },
  en: {
    full: 'General information, no legal advice. 7 = counselor',
    sms: 'General information, no legal advice. 7 = counselor',
  },
  ru: {
    full: 'Общая информация, не юридическая консультация. 7 = консультант',
    sms: 'Не юр. консультация. 7 = консультант',
  },
  uk: {
    full: 'Загальна інформація, не юридична консультація. 7 = консультант',
    sms: 'Не юр. консультація. 7 = консультант',
  },
  ar: {
    full: 'معلومات عامة وليست استشارة قانونية. 7 = مستشار',
    sms: 'ليست استشارة قانونية. 7 = مستشار',
  },
  tr: {
    full: 'Genel bilgi, hukuki danışmanlık değildir. 7 = danışman',
    sms: 'Hukuki danışmanlık değil. 7 = danışman',
  },
  fa: {
    full: 'اطلاعات عمومی، نه مشاوره حقوقی. 7 = مشاور',
    sms: 'مشاوره حقوقی نیست. 7 = مشاور',
  },
};

/** In a language that has none the English one: that it is no legal advice has to be said. */
export function closingLine(language: string, form: 'full' | 'sms'): string {
  return (lines[language] ?? lines['en'])?.[form] ?? '';
}

/** An answer as it is sent by SMS at least: what its length is measured by. */
export function closeSms(text: string, language: string): string {
  return `${text}\n${closingLine(language, 'sms')}`;
}
