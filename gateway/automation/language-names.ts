import { nameOfLanguage } from './words/words.ts';

/** "Arabisch, Englisch": languages by their names in another one. */
export function languageNames(codes: readonly string[], language: string): string {
  return codes.map((code) => nameOfLanguage(code, language)).join(', ');
}
