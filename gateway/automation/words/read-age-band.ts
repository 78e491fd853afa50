import type { AgeBand } from '../path.ts';
import { plainWords, wordSet } from './plain-words.ts';

/** From this age on the advice is for adults; source: federal rules of Migrationsberatung für erwachsene Zuwanderer. */
const adult = 27;
const oldest = 110;
const youngest = 5;

const below = wordSet(
  'unter jünger weniger under younger below less меньше младше до молодше менше',
  'أقل اقل تحت أصغر اصغر altında altı küçük genç زیر کمتر کوچکتر جوانتر پایین',
);
const above = wordSet(
  'über älter mehr ab over older above more больше старше більше',
  'أكثر اكثر فوق أكبر اكبر üstü üstünde büyük بیشتر بالای بزرگتر بالا',
);
const around = wordSet(
  'ich bin jahre jahr alt als oder und i am im years year old than or and',
  'мне лет год года или мені років рік роки або чем ніж за від от',
  'عمري عندي سنة سنوات سنين عاما أنا انا عام من أو او و ال',
  'yaş yaşında yaşındayım yaşından ben veya ya da daha yaşım',
  'سال سالمه ساله سالم دارم من هستم یا از سن',
);

/** On which side of 27 somebody is: "31", "ich bin 24", "unter 27". Null when more was said than that: no birth dates are read. */
export function readAgeBand(text: string): AgeBand | null {
  const words = plainWords(text);
  const ages = words.filter((word) => /^\d{1,3}$/.test(word)).map(Number);
  const [age, ...more] = ages;
  if (age === undefined || more.length > 0 || age < youngest || age > oldest) return null;
  const said = words.filter((word) => !/^\d+$/.test(word) && !around.has(word));
  if (!said.every((word) => below.has(word) || above.has(word))) return null;
  const isBelow = said.some((word) => below.has(word));
  const isAbove = said.some((word) => above.has(word));
  if (isBelow && isAbove) return null;
  if (isBelow) return age <= adult ? 'under_27' : null;
  if (isAbove) return age >= adult ? 'from_27' : null;
  return age < adult ? 'under_27' : 'from_27';
}
