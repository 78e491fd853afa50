import { plainWords, wordSet } from './plain-words.ts';

const around = wordSet(
  'plz postleitzahl meine ist ich wohne lebe in bei d de postcode zip code my is i live',
  'индекс мой почтовый я живу в индекс мій поштовий живу',
  'الرمز البريدي رمزي أنا ساكن أسكن أعيش في posta kodu kodum oturuyorum کد پستی من در زندگی میکنم',
);
const notPlaces = wordSet('euro eur cent евро євро يورو یورو avro stunden uhr');
/** A town, or two: more words are free text. */
const mostOthers = 2;

/** The German postcode in a short answer such as "PLZ ٥٠٦٦٧ Köln"; null when there is none or more was said. */
export function readPostcode(text: string): string | null {
  const words = plainWords(text.replaceAll(/\b[dD]-?(?=\d)|(?<=^\s*\d{2}) (?=\d{3}\s*$)/g, ''));
  const numbers = words.filter((word) => /^\d+$/.test(word));
  const [postcode, ...more] = numbers;
  if (postcode === undefined || more.length > 0 || !isPostcode(postcode)) return null;
  const others = words.filter((word) => word !== postcode && !around.has(word));
  if (others.length > mostOthers || others.some((word) => notPlaces.has(word))) return null;
  return postcode;
}

/** Source: the first two digits are those of the post's regions, 01 to 99, of which 05, 11 (but for the government), 43 and 62 are unused. */
function isPostcode(text: string): boolean {
  return /^\d{5}$/.test(text) && text >= '01001' && text <= '99998' && !/^(?:05|43|62)/.test(text);
}
