import { readFileSync, readdirSync } from 'node:fs';

const locales = new URL('../inbox-ui/locales/', import.meta.url);

/** A word of the interface, whichever language it speaks; `key` is dotted. */
export function inAnyLanguage(namespace: string, key: string): RegExp {
  const words = readdirSync(locales).map((language) => {
    const file = readFileSync(new URL(`${language}/${namespace}.json`, locales), 'utf8');
    return key
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], JSON.parse(file));
  });
  return new RegExp(words.map((word) => escape(String(word))).join('|'));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
