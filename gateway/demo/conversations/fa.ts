import type { Story } from '../story.ts';

export const farsi: Story[] = [
  {
    name: 'فرزانه رضایی',
    channel: 'simulator',
    phone: { id: 'farzaneh', messenger: 'telegram' },
    topic: 'health',
    begins: '-28h',
    state: 'closed',
    assignee: 'samira',
    script: `
      they: سلام، من برای دخترم به پزشک اطفال نیاز دارم که فارسی صحبت کند.
      we: سلام فرزانه جان، خوش آمدید. یک پزشک اطفال فارسی‌زبان در نزدیکی ایستگاه می‌شناسم. آدرسش را می‌فرستم.
      we: صبح‌ها از ساعت هشت می‌توانید تلفن کنید و وقت بگیرید.
      they: خیلی ممنون، وقت گرفتم 🌸`,
  },
  {
    name: 'Reza M.',
    channel: 'telegram',
    topic: 'work',
    begins: '-13d 11:30',
    state: 'closed',
    assignee: 'samira',
    script: `
      they [started]:
      they: سلام خسته نباشید. من در ایران برق‌کار بودم. اینجا می‌توانم با همان مدرک کار کنم؟
      we +20m: سلام رضا جان. بله، برای این شغل به رسمیت شناختن مدرک همیشه اجباری نیست، ولی خیلی کمک می‌کند، هم برای حقوق و هم گاهی برای اقامت.
      they: چقدر طول می‌کشد؟
      we: معمولاً چند ماه. اول در سایت Anerkennungs-Finder ببینیم کجا مسئول است. چند سال سابقه کار دارید؟
      they: دوازده سال
      we [reaction 🙏]: عالی است. از کارفرمای قبلی یک گواهی سابقه کار بگیرید، حتی به فارسی.
      they +3d 16:50 [letter]: گواهی رسید
      we +25m: خیلی خوب است. فردا با هم فرم را پر می‌کنیم.
      they: ممنونم، لطف کردید`,
  },
  {
    name: 'Shirin',
    channel: 'whatsappCloud',
    topic: 'german',
    begins: '-6d 10:10',
    state: 'waiting',
    assignee: 'samira',
    script: `
      they: سلام وقت بخیر، نامه‌ای از جاب‌سنتر دارم که باید کلاس آلمانی بروم. از کجا شروع کنم؟
      we +18m: سلام شیرین جان. این نامه خوب است: یعنی برای کلاس ادغام پذیرفته شده‌اید. معمولاً ۷۰۰ درس است و تا B1 می‌رسید.
      they: پولش را چه کسی می‌دهد؟
      we: چون از جاب‌سنتر کمک می‌گیرید، می‌توانید درخواست معافیت از هزینه بدهید. من فرمش را برایتان می‌فرستم.
      they [reaction ❤️]: خیلی خوب 🙏
      we [pdf Antrag-Kostenbefreiung.pdf]: این فرم است. جاهایی که علامت زده‌ام را پر کنید و بیاورید.`,
  },
  {
    name: 'Navid',
    channel: 'whatsappTwilio',
    topic: 'residence',
    begins: '-40m',
    state: 'open',
    assignee: null,
    script: `
      they: سلام
      they: امروز یک نامه زرد از دادگاه آمده
      they +2m [letter]: پاکتش را هم نگه داشتم
      they: باید چه کار کنم؟ خیلی نگرانم`,
  },
  {
    name: 'مریم',
    channel: 'telegram',
    topic: 'family',
    begins: '-4d 12:30',
    state: 'waiting',
    assignee: 'samira',
    script: `
      they: سلام، پسرم شش ساله شده. مدرسه رفتنش اجباری است؟
      we +30m: سلام مریم جان. بله، معمولاً از شش سالگی. مدرسه دولتی رایگان است و تاریخ دقیقش در هر ایالت فرق می‌کند.
      they [unsupported story]:
      they: ببخشید اشتباه فرستادم 😅 مدرسه را خودم انتخاب می‌کنم؟
      we: معمولاً مدرسه نزدیک خانه. نامه‌اش خودش می‌آید، ولی اگر تا یک ماه دیگر نیامد به من بنویسید.`,
  },
  {
    name: null,
    channel: 'sms',
    topic: 'residence',
    begins: '-2d 09:30',
    state: 'open',
    assignee: 'samira',
    isRead: true,
    script: `
      they: سلام. وقت اداره مهاجرت ندارم و کارتم ماه بعد تمام میشود
      we +20m: سلام! درخواست تمدید را قبل از تمام شدن کارت، کتبی بفرستید و رسید را نگه دارید. آن وقت کارت تا تصمیم اداره معتبر می‌ماند.
      they: چطور بفرستم؟ ایمیل کافی است؟`,
  },
  {
    name: 'Zahra H.',
    channel: 'whatsappCloud',
    topic: 'housing',
    begins: '-2h',
    state: 'open',
    assignee: 'samira',
    script: `
      they: سلام خانم سمیرا. دیوار اتاق بچه‌ها سیاه شده و صاحب‌خانه جواب نمی‌دهد
      they +1m [letter]: عکس را هم فرستادم
      we: سلام زهرا جان. متأسفم. اول باید ایراد را کتبی به صاحب‌خانه خبر بدهید، با عکس و تاریخ. متنش را با هم می‌نویسیم.
      they: می‌شود کرایه را کمتر بدهیم؟`,
  },
  {
    name: 'Amir',
    channel: 'telegram',
    topic: 'work',
    begins: '-8d 14:20',
    state: 'closed',
    assignee: 'jonas',
    script: `
      they: سلام، کارفرما می‌گوید ساعتی ۱۳ یورو. درست است؟
      we by samira +22m: سلام امیر جان. نه، حداقل دستمزد در سال ۲۰۲۶ ساعتی ۱۳٫۹۰ یورو است. کمتر از این اجازه ندارد.
      note by samira: Falls der Arbeitgeber nicht nachzahlt: Beratungsstelle für Arbeitsrecht nennen.
      they: به او گفتم، قبول کرد 👍
      we by samira: آفرین! قرارداد را هم قبل از امضا نشان بدهید تا نگاهی بیندازیم.`,
  },
];
