import type { Story } from '../story.ts';

export const ukrainian: Story[] = [
  {
    name: 'Олександр Коваль',
    channel: 'simulator',
    phone: { id: 'oleksandr', messenger: 'telegram' },
    topic: 'work',
    begins: '-26h',
    state: 'waiting',
    assignee: 'olena',
    script: `
      they: Добрий день! Як визнати мій диплом медбрата в Німеччині?
      we: Добрий день, Олександре! Догляд у Німеччині – регламентована професія, тому диплом треба визнати. На сайті Anerkennungs-Finder видно, яке відомство за це відповідає.
      they: Дякую. А переклад робити тут чи вдома?
      we: Спершу запитаємо у відомства, які переклади воно приймає. Надішліть, будь ласка, фото диплома, і я спитаю за Вас.`,
  },
  {
    name: 'Ірина',
    channel: 'telegram',
    topic: 'housing',
    begins: '-10d 09:05',
    state: 'closed',
    assignee: 'olena',
    script: `
      they [started]:
      they: Добрий ранок! Ми переїхали в іншу квартиру. Куди йти реєструватися?
      we +16m: Добрий ранок, Ірино! До Bürgeramt, протягом двох тижнів після переїзду. Потрібні паспорт і Wohnungsgeberbestätigung від власника.
      they [edited]: А діти теж мають прийти? => А діти теж мають прийти зі мною? Їм 4 і 9
      we [quotes 1]: Ні, досить Вас. Візьміть паспорти дітей або свідоцтва про народження.
      they +2d 11:20 [location 54.3233 10.1394]: Bürgeramt
      they: Я вже тут 😊
      we [reaction 😄]: Чудово! Попросіть одразу Meldebescheinigung, вона ще знадобиться.
      they: Зробила, дуже дякую!`,
  },
  {
    name: 'Наталія М.',
    channel: 'whatsappCloud',
    topic: 'family',
    begins: '-4d 10:30',
    state: 'open',
    assignee: 'olena',
    isRead: true,
    script: `
      they: Доброго дня. Подала на Kindergeld ще влітку, відповіді нема. Скільки чекати?
      we +45m: Доброго дня, Наталіє! Часто це кілька тижнів, але з літа – задовго. У Вас є номер Kindergeldnummer або підтвердження, що заяву отримали?
      they: Є лист з номером
      they +1m: А за минулі місяці заплатять? Чоловік каже, що вже пропало
      note: Familienkasse angerufen, Unterlagen liegen vor, Bearbeitung dauert noch. Antwort an Klientin steht aus.`,
  },
  {
    name: 'Andrii',
    channel: 'whatsappTwilio',
    topic: 'german',
    begins: '-6d 12:45',
    state: 'waiting',
    assignee: 'olena',
    script: `
      they: Вітаю, хочу вчити німецьку, але працюю позмінно. Є щось безкоштовне?
      we +20m: Вітаю, Андрію! Так. vhs-Lernportal і „Nicos Weg“ від Deutsche Welle – безкоштовні, можна вчити з телефона в будь-який час.
      they: О, Nicos Weg вже дивлюся 😀 Але треба сертифікат
      we: Для сертифіката потрібен курс з іспитом. Напишіть свої зміни на наступний місяць, пошукаємо вечірній курс.`,
  },
  {
    name: null,
    channel: 'sms',
    topic: 'residence',
    begins: '-110m',
    state: 'open',
    assignee: null,
    script: `
      they: Доброго дня. Чи можна до вас на консультацію сьогодні? Питання по документах
      they: Можу після 16`,
  },
  {
    name: 'Катерина',
    channel: 'telegram',
    topic: 'work',
    begins: '-33m',
    state: 'open',
    assignee: 'olena',
    script: `
      they: Добрий день, пані Олено! Мене кличуть на співбесіду в пекарню 🥐
      they: Питають, чи маю дозвіл на роботу. Де це написано?
      they +2m [letter]: Це моя картка і додатковий аркуш`,
  },
  {
    name: 'Yurii T.',
    channel: 'whatsappCloud',
    topic: 'health',
    begins: '-13d 14:10',
    state: 'closed',
    assignee: 'olena',
    script: `
      they: Вітаю! Мені потрібна операція, лікар говорить лише німецькою. Страхова дає перекладача?
      we +22m: Вітаю, Юрію! Зазвичай каса за перекладача не платить. Але в місті є перекладачі-волонтери, і лікарня інколи має свого.
      they: Можете спитати?
      we: Так, коли у Вас прийом і в якому відділенні?
      they: Наступного тижня, хірургія, о 10:00
      we +3h: Домовилася: з Вами піде пані, яка вільно говорить обома мовами. Вона подзвонить Вам напередодні.
      they [reaction ❤️]: Дякую Вам від усієї родини!
      we: Одужуйте швидко!`,
  },
  {
    name: 'Людмила',
    channel: 'telegram',
    topic: 'residence',
    begins: '-1d 13:50',
    state: 'waiting',
    assignee: 'lena',
    snoozedDays: 3,
    script: `
      they: Доброго дня, мені треба продовжити дозвіл. Запис на термін лише через два місяці, а картка закінчується раніше
      we by olena +25m: Доброго дня! Подайте заяву письмово до того, як картка закінчиться, і збережіть підтвердження. Тоді вона діє далі, доки не вирішать.
      they: А якщо мене перевірять?
      we by olena: Попросіть у відомства Fiktionsbescheinigung. Це папір, який це підтверджує.
      note by olena: Übergabe an Lena, ich bin ab morgen nicht da. Fiktionsbescheinigung ist beantragt.
      we +1h: Доброго дня, я Лєна, колега Олени. Я подзвоню у відомство й напишу Вам цього тижня.`,
  },
];
