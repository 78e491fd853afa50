import { fold } from '../../search/fold.ts';

/** The words of a short answer as they are compared: case, accents, signs, emoji and the script of digits don't count. */
export function plainWords(text: string): string[] {
  return text
    .replaceAll('🔟', '10')
    .normalize('NFKC')
    .replaceAll(/[\uFE0F\u20E3\u200c\u200d]|(?<=\p{L})['’ʼ](?=\p{L})/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((word) => fold(word)[0] ?? []);
}

/** Words of a list, in one line each, as they are compared. */
export function wordSet(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap(plainWords));
}
