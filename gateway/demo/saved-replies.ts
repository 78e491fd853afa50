import type { AppContext } from '../context.ts';
import { createSavedReply } from '../saved-replies/change-saved-replies.ts';
import { inOrganization } from '../unit-of-work.ts';
import type { DemoOrganization } from './organization.ts';

type Sample = {
  key: string;
  title: string;
  texts: Record<'de' | 'en' | 'ru' | 'ar' | 'uk', string>;
};

const samples: Sample[] = [
  {
    key: 'termin',
    title: 'Termin anbieten',
    texts: {
      de: 'Guten Tag {{contact.name}}, gern sprechen wir in Ruhe miteinander. Welche zwei Tage passen Ihnen, und um wie viel Uhr? Wir sind hier: {{office.name}}. Freundliche Grüße, {{counselor.name}}',
      en: 'Hello {{contact.name}}, we would like to talk to you in person. Which two days suit you, and at what time? You will find us here: {{office.name}}. Kind regards, {{counselor.name}}',
      ru: 'Здравствуйте, {{contact.name}}! Давайте спокойно поговорим при встрече. Какие два дня вам подходят и в какое время? Мы находимся здесь: {{office.name}}. С уважением, {{counselor.name}}',
      ar: 'مرحباً {{contact.name}}، يسعدنا أن نتحدث معكم بهدوء. ما هما اليومان المناسبان لكم، وفي أي ساعة؟ تجدوننا هنا: {{office.name}}. مع أطيب التحيات، {{counselor.name}}',
      uk: 'Добрий день, {{contact.name}}! Пропонуємо спокійно поговорити під час зустрічі. Які два дні вам підходять і о котрій годині? Ми тут: {{office.name}}. З повагою, {{counselor.name}}',
    },
  },
  {
    key: 'unterlagen',
    title: 'Diese Unterlagen bitte mitbringen',
    texts: {
      de: 'Bitte bringen Sie zum Termin mit: Ihren Pass oder Ausweis, Ihren Aufenthaltstitel, den Brief mit dem Umschlag und alles, was Sie zu dieser Sache schon bekommen haben. Bitte schicken Sie keine Ausweise hier im Chat.',
      en: 'Please bring to your appointment: your passport or ID card, your residence permit, the letter with its envelope, and everything you have received about this matter. Please do not send identity documents in this chat.',
      ru: 'Возьмите, пожалуйста, с собой: паспорт или удостоверение личности, вид на жительство, письмо вместе с конвертом и всё, что вы уже получили по этому вопросу. Пожалуйста, не присылайте документы, удостоверяющие личность, в этот чат.',
      ar: 'نرجو إحضار ما يلي إلى الموعد: جواز السفر أو الهوية، وتصريح الإقامة، والرسالة مع ظرفها، وكل ما وصلكم بخصوص هذا الموضوع. نرجو عدم إرسال وثائق الهوية في هذه المحادثة.',
      uk: 'Візьміть, будь ласка, із собою: паспорт або посвідчення особи, посвідку на проживання, лист разом із конвертом і все, що ви вже отримали в цій справі. Будь ласка, не надсилайте документи, що посвідчують особу, у цей чат.',
    },
  },
  {
    key: 'zeiten',
    title: 'Öffnungszeiten',
    texts: {
      de: 'Wir sind montags bis donnerstags von 9 bis 16 Uhr da, freitags von 9 bis 12 Uhr: {{office.name}}. Ohne Termin können Sie dienstags von 14 bis 16 Uhr kommen.',
      en: 'We are here Monday to Thursday from 9 am to 4 pm and on Friday from 9 am to noon: {{office.name}}. Without an appointment you can come on Tuesdays from 2 pm to 4 pm.',
      ru: 'Мы работаем с понедельника по четверг с 9 до 16 часов, в пятницу с 9 до 12: {{office.name}}. Без записи можно прийти во вторник с 14 до 16 часов.',
      ar: 'نحن موجودون من الاثنين إلى الخميس من الساعة 9 حتى 16، ويوم الجمعة من 9 حتى 12: {{office.name}}. يمكنكم الحضور من دون موعد يوم الثلاثاء من 14 حتى 16.',
      uk: 'Ми працюємо з понеділка до четверга з 9 до 16 години, у п’ятницю з 9 до 12: {{office.name}}. Без запису можна прийти у вівторок з 14 до 16 години.',
    },
  },
  {
    key: 'antwort',
    title: 'Bis wann wir antworten',
    texts: {
      de: 'Danke für Ihre Nachricht. Wir antworten Ihnen innerhalb von zwei Arbeitstagen. Im Notfall rufen Sie bitte 112 an.',
      en: 'Thank you for your message. We will answer within two working days. In an emergency, please call 112.',
      ru: 'Спасибо за сообщение. Мы ответим в течение двух рабочих дней. В экстренном случае звоните, пожалуйста, 112.',
      ar: 'شكراً على رسالتكم. سنجيب خلال يومَي عمل. في حالة الطوارئ نرجو الاتصال بالرقم 112.',
      uk: 'Дякуємо за повідомлення. Ми відповімо протягом двох робочих днів. У разі екстреної потреби телефонуйте, будь ласка, 112.',
    },
  },
  {
    key: 'danke',
    title: 'Danke und alles Gute',
    texts: {
      de: 'Vielen Dank für Ihr Vertrauen. Ich wünsche Ihnen alles Gute. Wenn Sie wieder eine Frage haben, schreiben Sie uns einfach hier. {{counselor.name}}',
      en: 'Thank you for your trust. I wish you all the best. If you have another question, just write to us here. {{counselor.name}}',
      ru: 'Спасибо за доверие. Желаю вам всего доброго. Если снова появится вопрос, просто напишите нам сюда. {{counselor.name}}',
      ar: 'شكراً على ثقتكم. أتمنى لكم كل الخير. إذا كان لديكم سؤال آخر فاكتبوا إلينا هنا. {{counselor.name}}',
      uk: 'Дякую за довіру. Бажаю вам усього найкращого. Якщо знову виникне запитання, просто напишіть нам сюди. {{counselor.name}}',
    },
  },
  {
    key: 'dolmetschen',
    title: 'Jemand dolmetscht',
    texts: {
      de: 'Beim Termin kann jemand dolmetschen. Das kostet Sie nichts, und auch diese Person schweigt über alles, was gesprochen wird. Möchten Sie das?',
      en: 'Someone can interpret at the appointment. It costs you nothing, and this person, too, keeps everything that is said confidential. Would you like that?',
      ru: 'На встрече может присутствовать переводчик. Для вас это бесплатно, и переводчик тоже хранит в тайне всё, о чём говорится. Хотите?',
      ar: 'يمكن أن يحضر الموعد شخص يترجم. هذا لا يكلفكم شيئاً، وهذا الشخص أيضاً يحفظ سرية كل ما يقال. هل ترغبون في ذلك؟',
      uk: 'На зустрічі може бути перекладач. Для вас це безкоштовно, і перекладач також зберігає в таємниці все, про що йдеться. Бажаєте?',
    },
  },
];

/** What everybody in the demo keeps ready. */
export async function createDemoSavedReplies(
  { database: { orm }, keyring }: AppContext,
  { id: organizationId, counselorIds }: DemoOrganization,
): Promise<void> {
  const keys = await keyring.of(organizationId);
  const editor = { organizationId, counselorId: counselorIds.lena, mayManage: true };
  await inOrganization(orm, organizationId, async (em) => {
    for (const sample of samples) {
      await createSavedReply(em, keys, editor, { ...sample, topic: null, isShared: true });
    }
  });
}
