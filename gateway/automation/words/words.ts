import { createHash } from 'node:crypto';
import ar from './ar.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import fa from './fa.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };
import tr from './tr.json' with { type: 'json' };
import uk from './uk.json' with { type: 'json' };

/** What the assistant speaks, in the order in which it names them. None of its texts is reviewed by the organization yet. */
export const spokenLanguages = ['de', 'en', 'ru', 'uk', 'ar', 'tr', 'fa'] as const;
export type SpokenLanguage = (typeof spokenLanguages)[number];
/** `sms`: within two parts of an SMS, where the full text would be longer. */
export type Form = 'full' | 'sms';
export type WordKey = Exclude<keyof typeof de, `${string}.sms`>;

const texts: Record<SpokenLanguage, Record<string, string>> = { de, en, ru, uk, ar, tr, fa };
const rightToLeft: ReadonlySet<string> = new Set(['ar', 'fa']);
const placeholder = /\{(\w+)\}/g;

export function isSpoken(language: string): language is SpokenLanguage {
  return language in texts;
}

/**
 * A text of the assistant in a language; English where it doesn't speak that one. In texts from right to left, values that
 * hold Latin letters or numbers in groups are set apart, so that their order stays.
 * @throws Error when a value that the text names is missing: that is a mistake of ours.
 */
export function say(
  language: string,
  key: WordKey,
  params: Record<string, string | number> = {},
  form: Form = 'full',
): string {
  const spoken = isSpoken(language) ? language : 'en';
  return textOf(spoken, key, form).replaceAll(placeholder, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The text ${key} needs ${name}.`);
    return rightToLeft.has(spoken) ? setApart(String(value)) : String(value);
  });
}

/** Whom to call when life is in danger, with a first sentence that somebody cares. The numbers are the same in all languages. */
export function crisisCard(language: string, form: Form = 'full'): string {
  return say(language, 'crisis', {}, form);
}

/** A short mark of what a text said in all languages and forms: it changes when any of them does. Kept with a consent. */
export function textVersion(key: WordKey): string {
  const hash = createHash('sha256');
  for (const language of spokenLanguages) {
    for (const form of ['full', 'sms'] as const) hash.update(`${textOf(language, key, form)}\0`);
  }
  return hash.digest('hex').slice(0, 12);
}

/** The name of a language in another one, such as "немецкий"; the code where nobody knows it. */
export function nameOfLanguage(code: string, language: string): string {
  const named = new Intl.DisplayNames([isSpoken(language) ? language : 'en'], { type: 'language' });
  return named.of(code) ?? code;
}

function textOf(language: SpokenLanguage, key: WordKey, form: Form): string {
  const full = texts[language][key] ?? texts.en[key] ?? '';
  return form === 'full' ? full : (texts[language][`${key}.sms`] ?? full);
}

const mixesUp = /\p{Script=Latin}|\d[\s\-/]+\d/u;

function setApart(value: string): string {
  return mixesUp.test(value) ? `\u2068${value}\u2069` : value;
}
