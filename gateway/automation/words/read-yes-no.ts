import { plainWords, wordSet } from './plain-words.ts';

const yes = wordSet(
  'ja jo jap jawohl klar gerne gern okay ok stimmt',
  'yes yep yeah sure да ага конечно хорошо ок окей так добре звісно',
  'نعم أيوه ايوا اي أجل تمام طيب حسنا بلى',
  'evet tamam olur بله بلی آره اره باشه حتما چشم',
);
/** Words that agree, unless they are denied. */
const agreed = wordSet(
  'einverstanden zustimmen stimme zu agree согласен согласна согласны згоден згодна згодні погоджуюся погоджуюсь',
  'موافق موافقة أوافق اوافق kabul ediyorum موافقم',
);
const no = wordSet(
  'nein nee ne nö nicht kein keine niemals no nope not dont нет не неа ні',
  'لا كلا مو مش hayır yok etmiyorum değil نه خیر نیستم مخالفم',
);
const around = wordSet(
  'bitte danke ich bin damit das will möchte mache doch sehr please thanks thank you i do to',
  'я даю согласие пожалуйста спасибо хочу дякую будь ласка شكرا من فضلك أنا انا على على أريد',
  'lütfen teşekkürler teşekkür istiyorum ederim لطفا ممنون مرسی من هستم میخواهم',
);

/** Whether a short answer says yes or no, in any language; null when it says anything else besides. */
export function readYesNo(text: string): boolean | null {
  const words = plainWords(text);
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  const isKnown = (word: string) => [yes, agreed, no, around].some((set) => set.has(word));
  if (!words.every(isKnown)) return null;
  if (has(no)) return has(yes) ? null : false;
  return has(yes) || has(agreed) ? true : null;
}
