/** A greeting that only speakers of this language use; `?` after the code: others borrow it as well. */
const byLanguage: Record<string, string> = {
  de: 'guten tag|guten abend|guten morgen|grüß gott|gruss gott|servus|moin',
  'de?': 'hallo|hallo zusammen|danke|bitte',
  'en?': 'hello|hi|hey|good morning|good evening|good afternoon|thanks|thank you|help|please',
  ru: 'здравствуйте|здравствуй|добрый день|добрый вечер|доброе утро|спасибо|помогите',
  'ru?': 'привет|здрасте|здрасьте',
  uk: 'вітаю|добрий день|доброго дня|добрий вечір|доброго вечора|доброго ранку|добрий ранок|привіт|дякую|допоможіть',
  bg: 'здравейте|здравей|добър ден|добър вечер|добро утро|благодаря',
  sr: 'здраво|добар дан|добро јутро|хвала',
  mk: 'добар ден|благодарам',
  ar: 'مرحبا|مرحبًا|مرحبتين|اهلا|أهلا|أهلاً|اهلا وسهلا|أهلا وسهلا|صباح الخير|مساء الخير|شكرا|شكراً|لو سمحت',
  'ar?': 'السلام عليكم|سلام عليكم|السلام عليكم ورحمة الله|السلام عليكم ورحمة الله وبركاته',
  fa: 'درود|سلام وقت بخیر|روز بخیر|وقت بخیر|صبح بخیر|شب بخیر|خسته نباشید|ممنون|سلام خوبی',
  'fa?': 'سلام|مرسی',
  ur: 'السلام علیکم|آداب|شکریہ',
  ps: 'ستړي مه شئ|ستړی مه شې|مننه|څنګه یاست',
  ckb: 'سڵاو|سلاو|بەیانیت باش|ڕۆژ باش|سوپاس|چۆنی',
  kmr: 'silav|slav|rojbaş|roj baş|rojbas|êvarbaş|spas|çawa yî|tu çawa yî',
  tr: 'merhaba|merhabalar|günaydın|iyi günler|iyi akşamlar|teşekkürler|teşekkür ederim|selamün aleyküm|kolay gelsin',
  'tr?': 'selam|slm',
  az: 'salam necəsən|necəsən|sabahınız xeyir|təşəkkür edirəm',
  fr: 'bonjour|bonsoir|salut|merci|bjr',
  es: 'hola|buenos días|buenos dias|buenas tardes|buenas noches|gracias',
  pt: 'olá|bom dia|boa tarde|boa noite|obrigado|obrigada',
  it: 'buongiorno|buon giorno|buonasera|salve|grazie',
  'it?': 'ciao',
  ro: 'bună|buna|bună ziua|buna ziua|bună seara|buna seara|mulțumesc|multumesc|bună dimineața',
  pl: 'dzień dobry|dzien dobry|cześć|czesc|dobry wieczór|dziękuję|dziekuje|witam',
  cs: 'dobrý den|děkuji',
  sk: 'dobrý deň|ďakujem',
  'cs?': 'ahoj|dobry den',
  hu: 'jó napot|jó napot kívánok|szia|sziasztok|köszönöm|jó reggelt',
  'hr?': 'dobar dan|zdravo|bok|hvala|dobro jutro|pozdrav',
  sq: 'përshëndetje|pershendetje|mirëdita|miredita|tungjatjeta|faleminderit|mirmëngjes|mirëmëngjes',
  lt: 'labas|laba diena|ačiū',
  lv: 'labdien|sveiki|paldies',
  nl: 'goedendag|goedemorgen|goedemiddag|bedankt|dank je wel',
  so: 'iska warran|is ka warran|subax wanaagsan|galab wanaagsan|mahadsanid|nabad|asc wr wb',
  sw: 'habari|jambo|hujambo|asante|habari yako|shikamoo',
  ha: 'sannu|ina kwana|na gode',
  vi: 'xin chào|xin chao|chào|chào anh|chào chị|chào bạn|cảm ơn|chào buổi sáng',
  uz: 'assalomu alaykum|salom|rahmat',
  tl: 'kumusta|magandang umaga|salamat po',
  'ti?': 'ሰላም',
  ti: 'ከመይ ኣለኻ|ከመይ ኣለኺ|ከመይ ውዒልኩም|ሰላም ከመይ ኣሎኹም|የቐንየለይ',
  am: 'ጤና ይስጥልኝ|እንደምን አደሩ|አመሰግናለሁ|ሰላም ነው',
  'hi?': 'नमस्ते|नमस्कार',
  hi: 'धन्यवाद जी|शुक्रिया',
};

/** Words that everybody types; they say nothing about a language. */
export const everybodysWords = new Set(
  `ok okay okey oke ja jo no si da ne yes yo nein salam salaam selam slm asc inshallah insallah info stop start menu
  termin jobcenter visa pass problem test telegram whatsapp sms email mama papa hm hmm haha lol xd`.split(
    /\s+/,
  ),
);

/** Of a whole message in small letters: the language of the greeting that it is. */
export function greetingLanguage(said: string): { language: string; isCertain: boolean } | null {
  return greetings.get(said) ?? null;
}

const greetings = new Map(
  Object.entries(byLanguage).flatMap(([code, list]) =>
    list
      .split('|')
      .map((greeting) => [
        greeting,
        { language: code.replace('?', ''), isCertain: !code.endsWith('?') },
      ]),
  ),
);
