import i18next, { type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { numbersInTexts } from './intl.ts';

/** Languages of the interface; every one of them has every key (`scripts/check-locales.mjs`). */
export const languages = {
  de: 'Deutsch',
  en: 'English',
  ru: 'Русский',
  uk: 'Українська',
  ar: 'العربية',
  tr: 'Türkçe',
} as const;
export type Language = keyof typeof languages;

const storageKey = 'lotse.language';
const rightToLeft = new Set(['ar', 'fa', 'ckb', 'ps', 'ur', 'he']);
const files = import.meta.glob<Record<string, unknown>>('./locales/*/*.json', {
  import: 'default',
});

/** Starts with the chosen language, else the browser's, else German. Namespaces load when first used. */
export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', applyToDocument);
  await i18next
    .use({ type: 'backend', init: () => undefined, read } as const)
    .use(numbersInTexts)
    .use(initReactI18next)
    .init({
      lng: chosenLanguage(),
      // No language falls back to another: each is complete, and only its own files are loaded.
      fallbackLng: false,
      supportedLngs: Object.keys(languages),
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
    });
}

export async function chooseLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  store(language);
}

/** `rtl` for Arabic, Farsi and others; for the interface and for a message's `lang`. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

function read(language: string, namespace: string, done: ReadCallback) {
  const load = files[`./locales/${language}/${namespace}.json`];
  if (!load) {
    done(new Error(`No locale file ${language}/${namespace}`), false);
    return;
  }
  load().then(
    (words) => done(null, words),
    (error: unknown) => done(error instanceof Error ? error : String(error), true),
  );
}

function applyToDocument(language: string) {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

function chosenLanguage(): string {
  const candidates = [stored(), ...navigator.languages].map((tag) => tag?.split('-')[0]);
  return candidates.find((tag) => tag !== undefined && tag in languages) ?? 'de';
}

function stored(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(language: Language) {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is blocked: the choice lasts until the page is closed.
  }
}
