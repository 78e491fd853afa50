import type { Story } from '../story.ts';

export const arabic: Story[] = [
  {
    name: 'Amira Haddad',
    channel: 'simulator',
    phone: { id: 'amira', messenger: 'whatsapp' },
    topic: 'residence',
    begins: '-150m',
    state: 'open',
    assignee: 'samira',
    script: `
      they: مرحبا، وصلتني رسالة من مكتب الأجانب ولا أفهمها. هل يمكنكم مساعدتي؟
      we: أهلاً أميرة، طبعاً. أنا سميرة من مكتب الاستشارة. صوّري الرسالة من فضلك، كل الصفحات.
      they [letter]: هذه الصفحة الأولى
      they: هل هي شيء سيئ؟`,
  },
  {
    name: 'Khaled',
    channel: 'whatsappCloud',
    topic: 'family',
    begins: '-14d 10:05',
    state: 'closed',
    assignee: 'samira',
    script: `
      they: السلام عليكم، أريد أن أسأل عن لمّ الشمل لزوجتي وأولادي
      we +20m: وعليكم السلام أخ خالد، أهلاً بك. هذا موضوع مهم والشروط تختلف حسب نوع إقامتك. ما هو المكتوب على بطاقتك؟
      they: لاجئ معترف به، وصلني القرار قبل شهر
      we: مبروك. انتبه من فضلك: للاجئ المعترف به مهلة ثلاثة أشهر من القرار، وإذا قدّمت الطلب خلالها تكون الشروط أسهل. لذلك نبدأ هذا الأسبوع.
      they: يعني الوقت يكفي؟
      we [quotes 1]: نعم، يكفي إذا بدأنا الآن. تعال غداً الساعة التاسعة ومعك القرار وجوازات العائلة إن وُجدت.
      they: إن شاء الله
      note +1d 10:30: Fristwahrende Anzeige zusammen abgeschickt, Beleg kopiert. Termin bei der Botschaft offen.
      they +6d 12:40: أخت سميرة وصلهم موعد في السفارة!!
      we +8m [reaction ❤️]: خبر رائع! قل لهم أن يأخذوا كل الأوراق الأصلية مع الترجمة.
      they: الله يجزيكم الخير`,
  },
  {
    name: 'أبو محمد',
    channel: 'whatsappCloud',
    topic: 'housing',
    begins: '-55m',
    state: 'open',
    assignee: null,
    script: `
      they [voice]:
      they: السلام عليكم، بعتلكم صوت لأن الكتابة صعبة علي
      they: الموضوع عن البيت`,
  },
  {
    name: 'Rana',
    channel: 'telegram',
    topic: 'work',
    begins: '-7d 09:25',
    state: 'waiting',
    assignee: 'samira',
    script: `
      they [started]:
      they: صباح الخير، أنا صيدلانية من حلب. سمعت أن الاعتراف بالشهادة صعب جداً. من أين أبدأ؟
      we +30m: صباح النور رنا! الطريق طويل لكنه ممكن. مهنتك من المهن المنظّمة، لذلك الاعتراف ضروري قبل العمل كصيدلانية. موقع Anerkennungs-Finder يبيّن الجهة المسؤولة عنك.
      they: دخلت على الموقع لكنه بالألماني
      we: لا بأس، نفتحه معاً. يوجد بلغات أخرى أيضاً. هل لديك الشهادة وكشف العلامات؟
      they +1d 11:10 [pdf Diplom.pdf]: هذه الشهادة
      we +40m: ممتاز، واضحة جداً. لا تدفعي ثمن الترجمة قبل أن نسأل الجهة المسؤولة ماذا تريد بالضبط.
      they: شكراً على النصيحة 🌹
      we: أرسلت لهم سؤالاً اليوم. سأكتب لك فور وصول الجواب.`,
  },
  {
    name: null,
    channel: 'sms',
    topic: 'german',
    begins: '-5d 14:35',
    state: 'closed',
    assignee: 'samira',
    script: `
      they: مرحبا كم سعر كورس الاندماج؟
      we +25m: أهلاً! السعر 2.29 يورو للدرس. من يتلقى مساعدات يمكنه طلب الإعفاء، ومن ينجح في الوقت يسترد النصف.
      they: شكرا جزيلا`,
  },
  {
    name: 'Youssef N.',
    channel: 'whatsappTwilio',
    topic: 'residence',
    begins: '-3d 15:55',
    state: 'waiting',
    assignee: 'samira',
    script: `
      they: مساء الخير، أنا في ألمانيا منذ خمس سنوات وأعمل. هل أقدر أقدم على الجنسية؟
      we +15m: مساء النور يوسف. نعم، عادةً خمس سنوات تكفي. تحتاج أيضاً: شهادة B1، دخلاً يكفيك، اختبار الجنسية وإثبات الهوية.
      they: وهل أخسر جنسيتي؟
      we: لا، ألمانيا تسمح الآن بأكثر من جنسية.
      they: ممتاز، عندي كل شيء ما عدا الاختبار
      we [reaction 👍]: سجّل للاختبار في Volkshochschule. الأسئلة موجودة على الإنترنت ويمكنك التدرّب عليها.`,
  },
  {
    name: 'هدى',
    channel: 'telegram',
    topic: 'health',
    begins: '-1d 09:40',
    state: 'waiting',
    assignee: 'samira',
    script: `
      they: مرحبا، ابنتي تحتاج طبيبة أسنان تتكلم عربي. هل تعرفون أحداً؟
      we +50m: أهلاً هدى. نعم، أعرف عيادتين قريبتين منكم. سأرسل لك العناوين.
      we +12m [location 54.3190 10.1320]: عيادة الأسنان في ساحة السوق
      they: قريبة جداً من المدرسة! شكراً 😍
      we: اتصلي صباحاً قبل العاشرة وقولي إنه موعد لطفلة.`,
  },
  {
    name: 'Omar & Lina',
    channel: 'whatsappCloud',
    topic: 'housing',
    begins: '-3h',
    state: 'open',
    assignee: 'samira',
    script: `
      they: صباح الخير أستاذة سميرة، وجدنا شقة أخيراً 🎉
      we: صباح النور، ألف مبروك! لا تدفعوا شيئاً قبل أن تروا الشقة وتوقّعوا العقد.
      they: رأيناها، والعقد هذا
      they +1m [pdf Mietvertrag.pdf]:
      they: هل نوقّع؟ الوسيط مستعجل`,
  },
  {
    name: 'Salma',
    channel: 'telegram',
    topic: 'family',
    begins: '-9d 10:55',
    state: 'closed',
    assignee: 'samira',
    script: `
      they: مرحبا، كم هو الـ Kindergeld هذه السنة؟ وهل يدفعون عن الأشهر الماضية؟
      we +35m: أهلاً سلمى. في 2026 المبلغ 259 يورو لكل طفل في الشهر. ويدفعون عن الماضي ستة أشهر على الأكثر، والأمر يتعلق بنوع الإقامة.
      they: يعني الأفضل أقدم بسرعة
      we: بالضبط. الطلب عند Familienkasse، ويمكن تعبئته على الإنترنت. إذا احتجت مساعدة فنحن هنا.
      they: تمام، عبّيته اليوم. شكراً`,
  },
];
