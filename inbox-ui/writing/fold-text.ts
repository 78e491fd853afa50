/**
 * How a text is compared while somebody searches in it: without case, accents, vowel signs and the letters that people
 * write either way (أ and ا, ё and е, ß and ss).
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640\u061c\u200b-\u200f]/gu, '')
    .toLowerCase()
    .replaceAll(/[ىی]/g, 'ي')
    .replaceAll('ک', 'ك')
    .replaceAll('ة', 'ه')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i');
}
