import { plainWords } from './words/plain-words.ts';

/** "0" in any script or as an emoji: the way back to the menu. */
export function findZero(text: string): boolean {
  return plainWords(text).join(' ') === '0';
}

/** Nothing but one number: an answer to a question, whichever. */
export function isNumber(text: string): boolean {
  return /^\d+$/.test(plainWords(text).join(' '));
}
