import { describe, expect, it } from 'vitest';
import { isCrisis } from './crisis.ts';

type Said = Record<string, string[]>;

/** By language, what people say: a line for each kind of danger. */
const crises: Record<string, Said> = {
  de: {
    suicide: [
      'Ich stehe auf der Brücke und habe keine Kraft',
      'Ich möchte einschlafen und nie wieder aufwachen',
      'ohne mich hätten es alle leichter, ich bin nur eine Last',
      'ich wil nich mer leben',
    ],
    violence: [
      'Mein Mann hat mich gestern wieder gewürgt',
      'Mein Vater hat den Pass weggenommen, ich soll meinen Cousin heiraten',
      'mein ex lauert mir jeden tag auf',
    ],
    child: [
      'Das Baby ist ganz schlaff und reagiert nicht',
      'das kind von der nachbarin ist seit zwei tagen allein eingesperrt',
    ],
    medical: [
      'meine frau ist schwanger und blutet stark',
      'mein Opa spricht komisch und sein Mundwinkel hängt',
    ],
    arrest: [
      'Polizei klopft an der Tür sie wollen uns holen',
      'Heute Nacht ist unser Abschiebeflug',
    ],
    medicine: ['Mein Insulin ist leer', 'Meine Tabletten fürs Herz reichen nur noch bis heute'],
    others: ['Ich bringe ihn um'],
    cold: ['Wir schlafen heute Nacht draußen mit dem Baby, es ist minus fünf'],
  },
  en: {
    suicide: [
      'I am standing on the bridge',
      'everyone would be better off without me',
      'I just want to sleep and never wake',
      'the voices tell me to jump',
      'dont want to live anymor',
    ],
    violence: [
      'my husband took my passport and locks the door',
      'my brothers will kill me if they find me',
      'neighbour is beating his wife every night',
    ],
    child: ['my baby is limp and blue', 'her kids are alone in the flat for days crying'],
    medical: ['strong pain in chest and my left arm', 'my dad wont wake up'],
    arrest: [
      'police are knocking they want to deport us now',
      'they put my husband in detention yesterday',
    ],
    medicine: ['my insulin is finished', 'I have no epilepsy pills left since yesterday'],
    others: ['I will kill him if he comes'],
    cold: ['we sleep outside with a baby and it is freezing tonight'],
  },
  ru: {
    suicide: [
      'Стою на мосту и смотрю вниз',
      'всем будет легче без меня',
      'хочу уснуть и больше не проснуться',
      'накопила таблеток на столе лежат',
    ],
    violence: [
      'муж опять избил меня',
      'отец отобрал паспорт и силой выдает замуж',
      'бывший ходит за мной каждый день и караулит у подъезда',
    ],
    child: ['ребёнок весь синий и не дышит', 'малыш вялый, температура 40, закатывает глаза'],
    medical: ['очень сильная боль в груди, отдаёт в руку', 'мама упала, не отвечает'],
    arrest: ['полиция стучит в дверь, хотят забрать нас', 'сегодня ночью депортация, рейс в пять'],
    medicine: ['инсулин закончился', 'остались без таблеток от эпилепсии'],
    others: ['я его зарежу'],
    cold: ['ночуем с ребёнком на улице, мороз'],
  },
  uk: {
    suicide: ['Стою на мосту', 'хочу заснути і не прокинутись', 'усім буде легше без мене'],
    violence: ['чоловік знову побив мене', 'забрав паспорт і не випускає з дому'],
    child: ['дитина не дихає', 'немовля мляве і не реагує'],
    medical: ['дуже болить у грудях і німіє рука', 'вагітна, сильно йде кров'],
    arrest: ['поліція стукає у двері, забирають нас'],
    medicine: ['інсулін закінчився'],
    others: ['я його вб’ю'],
    cold: ['ми з дитиною на вулиці, мороз, ніде спати'],
  },
  ar: {
    suicide: [
      'واقفة على الجسر',
      'بدي نام وما فيق أبدا',
      'كلهم بيرتاحوا من دوني',
      'في اصوات براسي عم تقولي اقتلي حالك',
    ],
    violence: [
      'زوجي ضربني مبارح',
      'اخذ جواز سفري زوجي وقفل الباب علي',
      'اخواني رح يقتلوني اذا عرفوا',
    ],
    child: ['ابني ما عم يتنفس', 'البيبي مرخي وما بيرد'],
    medical: ['وجع قوي بصدري وبايدي', 'امي وقعت على الارض وما عم ترد'],
    arrest: ['الشرطة على الباب بدهم ياخدونا', 'اليوم بالليل الترحيل عالمطار'],
    medicine: ['خلص الانسولين'],
    others: ['رح اقتله'],
    cold: ['نايمين بالشارع مع طفل والبرد قوي'],
  },
  tr: {
    suicide: [
      'köprünün üstünde duruyorum',
      'uyumak ve bir daha uyanmamak istiyorum',
      'herkes bensiz daha mutlu olur',
    ],
    violence: ['kocam beni dün yine dövdü', 'pasaportumu kocam aldı evden çıkmama izin vermiyor'],
    child: ['bebeğim nefes almıyor', 'bebek morardı'],
    medical: ['göğsümde çok şiddetli ağrı var', 'annem bayıldı uyanmıyor'],
    arrest: ['polis kapıda bizi almaya geldi'],
    medicine: ['insülinim bitti'],
    others: ['onu öldüreceğim'],
    cold: ['bebekle sokakta kaldık çok soğuk'],
  },
  fa: {
    suicide: ['روی پل ایستادم', 'می خوام بخوابم و دیگه بیدار نشم', 'همه بدون من راحت‌ترن'],
    violence: ['شوهرم دیشب منو کتک زد', 'شوهرم پاسپورتم رو گرفته'],
    child: ['بچه‌ام نفس نمی‌کشه', 'نوزادم شل شده و بیهوشه'],
    medical: ['درد شدید در سینه و دستم دارم', 'مادرم افتاد زمین جواب نمیده'],
    arrest: ['پلیس پشت در است می‌خواهند ما را ببرند'],
    medicine: ['انسولین تموم شده'],
    others: ['می‌کشمش'],
    cold: ['با بچه تو خیابون هستیم هوا یخ زده'],
  },
};

const harmless: Said = {
  de: [
    'Ich möchte nicht mehr in dieser Wohnung leben',
    'Ist der Mietvertrag tot?',
    'Was ist eine Abschiebung?',
    'Wann kommt das Kind in die Kita?',
    'Ich vermisse meine Familie',
    'Was kostet ein Krankenwagen?',
    'Die Frist endet heute',
    'Mein Vater kommt morgen am Flughafen an',
    'Der Kurs bringt mich weiter',
  ],
  en: [
    "I don't want to live in this flat any more",
    'This is killing time, when does the school start?',
    'The deadline is tomorrow',
    'How does deportation work?',
    'I need a doctor for my child',
    'My husband works at night',
    'What are the day-care hours?',
    'My passport is at the embassy',
  ],
  ru: [
    'Не хочу жить в этой квартире',
    'Что такое депортация?',
    'Муж потерял работу',
    'Сколько стоит садик?',
    'Где продлить паспорт?',
  ],
  uk: [
    'Не хочу жити в цій квартирі',
    'Як подовжити паспорт?',
    'Чоловік шукає роботу',
    'Коли дитина піде до школи?',
  ],
  ar: [
    'ما بدي عيش بهي الشقة',
    'كم تكلفة الروضة؟',
    'زوجي يعمل في الليل',
    'كيف اجدد جواز السفر؟',
    'ما هو الترحيل؟',
  ],
  tr: [
    'Bu evde yaşamak istemiyorum',
    'Kocam iş arıyor',
    'Pasaportumu nerede yenilerim?',
    'Çocuk parası ne kadar?',
  ],
  fa: [
    'نمی‌خواهم در این خانه زندگی کنم',
    'شوهرم کار می‌کند',
    'پاسپورت را کجا تمدید کنم؟',
    'هزینه مهد کودک چقدر است؟',
  ],
};

describe('a message that speaks of danger to life', () => {
  const rows = Object.entries(crises).flatMap(([language, kinds]) =>
    Object.entries(kinds).map(([kind, texts]) => ({ language, kind, texts })),
  );
  it.each(rows)('is seen: $kind, $language', ({ texts }) => {
    expect(texts.filter((text) => !isCrisis(text))).toEqual([]);
  });

  it.each(Object.entries(harmless))('is not seen in what is asked every day: %s', (_, texts) => {
    expect(texts.filter((text) => isCrisis(text))).toEqual([]);
  });
});
