const displayNames = new Map<string, Intl.DisplayNames>();

/** "Arabisch" for `ar`; the tag itself when nobody knows it. */
export function languageName(tag: string, inLanguage: string): string {
  try {
    let names = displayNames.get(inLanguage);
    if (!names) {
      names = new Intl.DisplayNames(inLanguage, { type: 'language' });
      displayNames.set(inLanguage, names);
    }
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Languages that clients of migration counseling write most, for the menus. */
export const commonLanguages = [
  'ar',
  'bg',
  'ckb',
  'de',
  'en',
  'es',
  'fa',
  'fr',
  'it',
  'kmr',
  'pl',
  'prs',
  'ps',
  'ro',
  'ru',
  'so',
  'sq',
  'sr',
  'ti',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh',
] as const;

type LanguageOption = { value: string; label: string };
const knownOptions = new Map<string, LanguageOption[]>();

/** By name; always the same array, because menus compare it. */
export function languageOptions(inLanguage: string): LanguageOption[] {
  const known = knownOptions.get(inLanguage);
  if (known) return known;
  const { compare } = new Intl.Collator(inLanguage);
  const options = commonLanguages
    .map((tag) => ({ value: tag, label: languageName(tag, inLanguage) }))
    .toSorted((a, b) => compare(a.label, b.label));
  knownOptions.set(inLanguage, options);
  return options;
}

/** The languages people write most, and the one that is chosen. */
export function optionsWith(language: string | null, inLanguage: string) {
  const options = languageOptions(inLanguage);
  if (!language || options.some(({ value }) => value === language)) return options;
  return [{ value: language, label: languageName(language, inLanguage) }, ...options];
}
