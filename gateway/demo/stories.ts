import { arabic } from './conversations/ar.ts';
import { english } from './conversations/en.ts';
import { farsi } from './conversations/fa.ts';
import { german } from './conversations/de.ts';
import { russian } from './conversations/ru.ts';
import { turkish } from './conversations/tr.ts';
import { ukrainian } from './conversations/uk.ts';
import type { Language, Story } from './story.ts';

/** Everything that is told, by language. People, places and events are invented. */
export const storiesByLanguage: Record<Language, Story[]> = {
  de: german,
  en: english,
  ru: russian,
  ar: arabic,
  uk: ukrainian,
  tr: turkish,
  fa: farsi,
};
