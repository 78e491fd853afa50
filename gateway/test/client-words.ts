/** What somebody writes in each language; "Guten Tag" is known by its words, the others by their script or theirs. */
export type ClientWords = {
  hello: string;
  person: string;
  concern: string;
  crisis: string;
  number: string;
  source: string;
};

export const clientWords = {
  de: {
    hello: 'Guten Tag',
    person: 'Mensch',
    concern: 'Mein Vermieter hat mir gekündigt und ich weiß nicht weiter',
    crisis: 'Ich will nicht mehr leben',
    number: '1',
    source: 'Quelle',
  },
  en: {
    hello: 'I need help please',
    person: 'counselor',
    concern: 'My landlord has ended my contract and I do not know what to do',
    crisis: 'I want to kill myself',
    number: 'one',
    source: 'Source',
  },
  ru: {
    hello: 'Здравствуйте',
    person: 'человек',
    concern: 'Хозяин квартиры меня выгоняет, и я не знаю, как дальше',
    crisis: 'Я не хочу больше жить',
    number: '1️⃣',
    source: 'Источник',
  },
  ar: {
    hello: 'مرحبا',
    person: 'مستشار',
    concern: 'صاحب البيت أنهى العقد ولا أعرف ماذا أفعل الآن',
    crisis: 'أريد أن أموت',
    number: '١',
    source: 'المصدر',
  },
} satisfies Record<string, ClientWords>;
