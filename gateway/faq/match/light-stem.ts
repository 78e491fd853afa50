/** Particles and the article that Arabic writes together with a word, and the beginnings of spoken verbs; longest first. */
const beginnings = ['وبال', 'وكال', 'وال', 'فال', 'بال', 'كال', 'عال', 'هال', 'لل', 'ال'];
const particles = ['و', 'ف', 'ب', 'ل', 'ك'];
/** Endings of number, gender and possession, after folding; longest first. */
const endings = [
  'تنا',
  'تهم',
  'تكم',
  'هما',
  'ات',
  'ون',
  'ين',
  'ان',
  'تي',
  'ها',
  'هم',
  'كم',
  'نا',
  'وا',
  'يه',
  'ه',
  'ي',
  'ت',
  'ك',
];
const leastLeft = 3;

/** What is left of a folded Arabic word without what is written together with it. It may be no word, but it is always the same. */
export function lightStem(word: string): string {
  return withoutEnding(withoutParticle(word));
}

function withoutParticle(word: string): string {
  const article = beginnings.find((one) => hasBeginning(word, one));
  if (article !== undefined) return word.slice(article.length);
  const particle = particles.find((one) => hasBeginning(word, one) && word.length > leastLeft + 1);
  return particle === undefined ? word : word.slice(particle.length);
}

function hasBeginning(word: string, beginning: string): boolean {
  return word.startsWith(beginning) && word.length - beginning.length >= leastLeft;
}

function withoutEnding(word: string): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= leastLeft);
  return ending === undefined ? word : word.slice(0, -ending.length);
}
