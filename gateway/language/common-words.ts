/** Words that a language can hardly do without and that few others have. Latin script; what is written without accents too. */
export const latinWords = wordsBy({
  de: `ich nicht und ist habe haben mein meine meinen meiner ein eine einen der das wie kann können was wir sie mit für
    vom zum zur bei auch aber wann wer brauche möchte muss bekommen bekomme verlängern beantragen anmelden arbeiten finden ohne oder wenn nach gibt brief hilfe frage kein keine sehr bin wo`,
  en: `i the and is are my have has what how can could would you your with for from about when where need want this that
    please i'm don't in at be by or if has was will she he his her our who which why any after before there
    without work child school am do not we they get got does help to of letter it's been`,
  tr: `bir ve için nasıl ne var yok ben benim bana değil çok istiyorum nerede bu mı mi mu mü kadar ama ile olarak
    gerekiyor lazım yapabilirim alabilirim almanya'da zaman hakkında geldi nerden ederim yardım randevu icin nasil
    degil cok lazim yardim beni bizi eşim kocam çocuk çocuğum her gün artık istemiyorum ücretsiz almanca kursu iş ev`,
  az: `mən mənim və üçün necə nə bir deyil çox istəyirəm harada bu var yoxdur ilə edə bilərəm lazımdır almaniyada haqqında`,
  fr: `je j'ai le la les un une des est pas que qui pour dans avec mon ma mes comment où quoi vous nous suis du au sur
    c'est besoin peux puis voudrais aide lettre cette`,
  es: `yo el los las un una es no que por para con mi mis cómo como dónde donde cuándo tengo necesito quiero puedo del
    está estoy ayuda carta hay muy me qué usted`,
  pt: `eu o os as um uma é não que por para com meu minha meus como onde quando tenho preciso quero posso do da está
    estou ajuda carta há muito você são`,
  it: `io il lo gli un una è non che per con mio mia come dove quando ho sono posso vorrei del della di sto aiuto
    lettera cosa anche bisogno questo`,
  ro: `eu am nu și si un o este sunt pentru cu mea meu cum unde când cand ce vreau pot trebuie din la să sa de mi
    ajutor scrisoare fac despre aveți foarte`,
  pl: `ja nie i w na jest jestem mam do się sie jak gdzie kiedy co czy proszę prosze chcę chce mogę moge od dla mój moja
    potrzebuję pomoc list z po bardzo mnie`,
  cs: `já ne a je jsem mám do se jak kde kdy co chci mohu můžu od pro můj moje potřebuji potřebuju pomoc dopis v na jaké`,
  sk: `ja nie a je som mám do sa ako kde kedy čo chcem môžem od pre môj moje potrebujem pomoc list v na aké`,
  hu: `én nem és egy az van vagyok hogy hogyan hol mikor mit kell szeretnék kaptam nekem segítség levél a ez tudok`,
  hr: `ja nisam i je sam imam da se kako gdje kada što šta mogu trebam trebam želim od za moj moja pomoć pismo u na li
    su nije molim dobio dobila treba gde`,
  sl: `jaz nisem in je sem imam da se kako kje kdaj kaj lahko potrebujem želim od za moj moja pomoč pismo v na ali`,
  sq: `unë une nuk dhe është eshte jam kam të te për per me si ku kur çfarë cfare dua mund duhet një nje nga ime im
    ndihmë letër në ne më pyetje`,
  nl: `ik niet en is heb het een de van mijn hoe wat waar wanneer kan wil voor met op zijn nodig moet brief hulp dit`,
  vi: `tôi không và là có của cho như thế nào ở đâu khi cần muốn được với này làm xin giúp thư gì một`,
  so: `waxaan waan iyo in aan ma ku ka u uu la waa sidee goorma xaggee rabaa doonayaa baahanahay caawimaad warqad
    haystaa kara karaa igu lagu maxaa halkee ilaa wax qabaa helay heli soo ayaa`,
  kmr: `ez min û ku di de ji bo bi li na nikarim dixwazim çawa kengî çi heye tune ye me alîkarî pirsek name divê
    dikarim hatiye vê min re kurdî im erê`,
  sw: `mimi na ya wa kwa ni nina sina ninahitaji nataka jinsi gani wapi lini nini barua msaada naweza ninaweza ninawezaje kupata kazi nyumba natafuta cha yangu hii ili kuhusu`,
  ha: `ni ina da na ba yaya ina ne ce ina so zan iya wasika taimako yaushe mene`,
  uz: `men va uchun qanday qayerda qachon nima kerak bor yo'q mening olishim mumkin xat yordam bilan haqida edi`,
  tl: `ako ang ng sa mga ay hindi ko paano saan kailan ano kailangan gusto po may mayroon tulong sulat`,
  id: `saya yang dan di tidak untuk dengan bagaimana kapan apa mau bisa ada dari ke ini butuh surat tolong`,
});

/** Arabic written with Latin letters and digits, as in messengers. */
export const arabiziWords = new Set(
  `marhaba mar7aba mrhba ahlan salam salamu alaykum aleikum alaikum shu chou shou kif kifak kifek keef ana anta enta enti
  3andi 3ndi andi soal so2al su2al bade badde baddi biddi bidi 3ayez 3ayz ayez ayza bghit labas chokran shukran choukran
  habibi inta wein wen feen fin eish sho mumkin momken law samaht lw sm7t 3la 3ala min fi mafi ma3 kaman bas bass hala2
  halla wallah walla jayi jaye wara2 wra2 mawed maw3id rendez 7abibi sa7 la2 aywa naam na3am ktir kteer`.split(
    /\s+/,
  ),
);

export const cyrillicWords = wordsBy({
  ru: `я не и в на что как мне меня мой моя есть нет где когда можно нужно хочу могу это для если письмо помощь помогите
    получил получила получить от или уже только сколько с у по документы пришло какие нужна нужен`,
  uk: `я не і й в у на що як мені мене мій моя є немає де коли можна треба потрібно хочу можу це для якщо лист допомога
    отримав отримала отримати від або вже тільки скільки з до та допоможіть прийшов які потрібна`,
  bg: `аз не и в на че как ми мен мой моята има няма къде кога може трябва искам мога това за ако писмо помощ получих
    от или вече само колко с съм да се ще какви`,
  sr: `ја не и у на што шта како ми мене мој моја има нема где када може треба желим могу то за ако писмо помоћ од или
    већ само колико са сам да се ли добио`,
  mk: `јас не и во на што како ми мене мојот има нема каде кога може треба сакам можам тоа за ако писмо помош од или
    веќе само колку со сум да се ли добив`,
});

export const arabicWords = wordsBy({
  ar: `في من على كيف انا أنا هل عندي ما ماذا متى أين وين اين لا هذا هذه التي الذي إلى الى عن مع اريد أريد بدي شو ممكن
    يمكن يمكنني لي أن ان كان رسالة وصلتني عايز محتاج احتاج أحتاج مساعدة او أو لم لقد جدا ايش إيش ليش موعد`,
  fa: `است می من که را برای این چطور چگونه دارم از به در با هم نیست هستم کجا چه آیا یک نامه کمک خواهم میخواهم می‌خواهم
    باید کنم شما و تا چی هست نمی داره کی لطفا بود شده میتوانم می‌توانم گرفتم دارد`,
  ur: `ہے میں کیا کے کی کا کو سے اور ہوں نہیں مجھے میرا میری کیسے کہاں کب یہ ہیں چاہیے مدد خط پر بھی`,
  ps: `زه ما د په او دی یم نه څنګه چیرته کله څه غواړم مرسته لیک لرم ته له چې دا کولی شم زما`,
  ckb: `من لە بۆ و ئەم چۆن کەی چی نییە هەیە دەمەوێت دەتوانم یارمەتی نامە پێویستم بە کە ناتوانم ئێستا چۆنە کوێ`,
});

export const devanagariWords = wordsBy({
  hi: 'है हैं में मैं मुझे का की के को से और नहीं क्या कैसे कहाँ कब मेरा मेरी चाहिए हूँ हूं पर यह मदद',
  ne: 'छ छन् म मलाई मेरो को मा लाई र छैन के कसरी कहाँ कहिले चाहिन्छ हो हुन्छ सक्छु यो गर्न मद्दत भयो',
  mr: 'आहे आहेत मी मला माझे माझी चा ची चे आणि नाही काय कसे कुठे केव्हा हवे हवी पाहिजे मध्ये मदत आला',
});

export const ethiopicWords = wordsBy({
  ti: `ኣነ ኣብ ናይ ናብ ኣለኒ ኣሎ እየ እዩ ከመይ ክረክብ ደብዳበ ሓገዝ የድልየኒ መዓስ ኣበይ እንታይ ብዛዕባ ምስ ንዓይ ኢኹም ካብ`,
  am: `እኔ ነው እንዴት አለኝ የት መቼ ምን እፈልጋለሁ ደብዳቤ እርዳታ ስለ ላይ ውስጥ አለ ነኝ እባክዎ እችላለሁ ከ ለ`,
});

export type Words = ReadonlyMap<string, readonly string[]>;

/** From a word to the languages that have it. */
function wordsBy(lists: Record<string, string>): Words {
  const languages = new Map<string, string[]>();
  for (const [language, list] of Object.entries(lists)) {
    for (const word of new Set(list.split(/\s+/))) {
      languages.set(word, [...(languages.get(word) ?? []), language]);
    }
  }
  return languages;
}
