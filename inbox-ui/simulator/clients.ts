import type { Phone } from '../../gateway/contract/simulator.ts';

/** An invented person with a phone. `openings` are first sentences in their language, with what they mean. */
export type Client = Phone & { language: string; openings: { text: string; topic: string }[] };

/** Names and sentences are made up. */
export const inventedClients: readonly Client[] = [
  {
    id: 'amira',
    name: 'Amira Haddad',
    messenger: 'whatsapp',
    language: 'ar',
    openings: [
      {
        text: 'مرحبا، وصلتني رسالة من مكتب الأجانب ولا أفهمها. هل يمكنكم مساعدتي؟',
        topic: 'residence',
      },
      { text: 'أبحث عن دورة لغة ألمانية B1 قريبة من بيتي.', topic: 'german' },
      { text: 'متى مفتوح عندكم؟ رقمي 0170 1234567', topic: 'hours' },
    ],
  },
  {
    id: 'oleksandr',
    name: 'Олександр Коваль',
    messenger: 'telegram',
    language: 'uk',
    openings: [
      { text: 'Добрий день! Як визнати мій диплом медбрата в Німеччині?', topic: 'work' },
      { text: 'Мені потрібна допомога із заявою до Jobcenter.', topic: 'work' },
      { text: 'Ми шукаємо квартиру для чотирьох осіб.', topic: 'housing' },
    ],
  },
  {
    id: 'mehmet',
    name: 'Mehmet Yıldız',
    messenger: 'sms',
    language: 'tr',
    openings: [
      { text: 'Merhaba, çocuğum için anaokulu yeri arıyorum.', topic: 'family' },
      { text: 'Oturma iznim gelecek ay bitiyor. Ne yapmalıyım?', topic: 'residence' },
      { text: 'Randevu alabilir miyim?', topic: 'appointment' },
    ],
  },
  {
    id: 'farzaneh',
    name: 'فرزانه رضایی',
    messenger: 'telegram',
    language: 'fa',
    openings: [
      { text: 'سلام، من برای دخترم به پزشک اطفال نیاز دارم که فارسی صحبت کند.', topic: 'health' },
      { text: 'چطور می‌توانم در کلاس آلمانی ثبت‌نام کنم؟', topic: 'german' },
      { text: 'نامه‌ای از اداره کار گرفته‌ام، عکسش را می‌فرستم.', topic: 'work' },
    ],
  },
  {
    id: 'irina',
    name: 'Ирина Волкова',
    messenger: 'whatsapp',
    language: 'ru',
    openings: [
      {
        text: 'Здравствуйте! Мне пришёл счёт за квартиру, я не понимаю, за что платить.',
        topic: 'housing',
      },
      { text: 'Можно прийти к вам без записи?', topic: 'hours' },
      { text: 'Спасибо большое!', topic: 'thanks' },
    ],
  },
  {
    id: 'grace',
    name: 'Grace Mensah',
    messenger: 'simulator',
    language: 'en',
    openings: [
      {
        text: 'Hello, I would like to bring my husband to Germany. Where do I start?',
        topic: 'family',
      },
      { text: 'My health insurance card has not arrived yet.', topic: 'health' },
      { text: 'Do you help with job applications?', topic: 'work' },
    ],
  },
];

/** The id of a phone: what the gateway allows, and not one that is taken. */
export function phoneIdFor(name: string, taken: readonly string[], random: string): string {
  const base = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24);
  const id = base || 'phone';
  return taken.includes(id) || base === '' ? `${id}-${random.slice(0, 8)}` : id;
}
