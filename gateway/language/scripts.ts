/** Scripts that we tell apart. What stands for one language alone names it. */
const scripts = [
  ['latin', /\p{Script=Latin}/gu, null],
  ['cyrillic', /\p{Script=Cyrillic}/gu, null],
  ['arabic', /\p{Script=Arabic}/gu, null],
  ['ethiopic', /\p{Script=Ethiopic}/gu, null],
  ['devanagari', /\p{Script=Devanagari}/gu, null],
  ['han', /\p{Script=Han}/gu, null],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  ['hangul', /\p{Script=Hangul}/gu, 'ko'],
  ['georgian', /\p{Script=Georgian}/gu, 'ka'],
  ['armenian', /\p{Script=Armenian}/gu, 'hy'],
  ['hebrew', /\p{Script=Hebrew}/gu, 'he'],
  ['greek', /\p{Script=Greek}/gu, 'el'],
  ['bengali', /\p{Script=Bengali}/gu, 'bn'],
  ['tamil', /\p{Script=Tamil}/gu, 'ta'],
  ['telugu', /\p{Script=Telugu}/gu, 'te'],
  ['gurmukhi', /\p{Script=Gurmukhi}/gu, 'pa'],
  ['gujarati', /\p{Script=Gujarati}/gu, 'gu'],
  ['malayalam', /\p{Script=Malayalam}/gu, 'ml'],
  ['kannada', /\p{Script=Kannada}/gu, 'kn'],
  ['sinhala', /\p{Script=Sinhala}/gu, 'si'],
  ['thai', /\p{Script=Thai}/gu, 'th'],
  ['khmer', /\p{Script=Khmer}/gu, 'km'],
  ['lao', /\p{Script=Lao}/gu, 'lo'],
  ['myanmar', /\p{Script=Myanmar}/gu, 'my'],
  ['tibetan', /\p{Script=Tibetan}/gu, 'bo'],
] as const;
export type Script = (typeof scripts)[number][0];

export type Writing = {
  script: Script;
  letters: number;
  /** The only language of this script here. */
  language: string | null;
  /** Of all letters, 0 to 1. */
  share: number;
};

/** German names of papers and offices are written in Latin letters within every script; the other way it hardly happens. */
const latinWeight = 0.3;

/** The script that a text is written in; null without a letter. */
export function writingOf(text: string): Writing | null {
  const counts = scripts.flatMap(([script, pattern, language]) => {
    const letters = text.match(pattern)?.length ?? 0;
    const weight = script === 'latin' ? latinWeight : 1;
    return letters > 0 ? [{ script, letters, language, weight: letters * weight }] : [];
  });
  // Japanese is written in both, Chinese in one.
  const kana = counts.find(({ script }) => script === 'kana');
  const han = counts.find(({ script }) => script === 'han');
  if (kana && han) {
    kana.weight += han.weight;
    han.weight = 0;
  }
  const [first, ...others] = counts.toSorted((a, b) => b.weight - a.weight);
  if (!first) return null;
  const total = others.reduce((sum, { weight }) => sum + weight, first.weight);
  const { script, letters, language, weight } = first;
  return { script, letters, language, share: weight / total };
}
