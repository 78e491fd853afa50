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

export function languageOptions(inLanguage: string): { value: string; label: string }[] {
  const { compare } = new Intl.Collator(inLanguage);
  return commonLanguages
    .map((tag) => ({ value: tag, label: languageName(tag, inLanguage) }))
    .toSorted((a, b) => compare(a.label, b.label));
}

/** The languages people write most, and the one that is chosen. */
export function optionsWith(language: string | null, inLanguage: string) {
  const options = languageOptions(inLanguage);
  if (!language || options.some(({ value }) => value === language)) return options;
  return [{ value: language, label: languageName(language, inLanguage) }, ...options];
}
