/** Languages written in a script that is unreadable at the size of Latin letters. */
const largeScripts = new Set(['ar', 'fa', 'ur', 'ps', 'ckb', 'sd', 'ug', 'prs']);
const arabicLetters = /\p{Script=Arabic}/gu;
const letters = /\p{L}/gu;

/** Whether a text is mostly Arabic script, whatever language it is said to be in. */
export function isLargeScript(text: string | null, language: string | null): boolean {
  if (text) {
    const all = text.match(letters)?.length ?? 0;
    const arabic = text.match(arabicLetters)?.length ?? 0;
    if (all > 0) return arabic * 2 > all;
  }
  return language !== null && largeScripts.has(language.split('-', 1)[0]?.toLowerCase() ?? '');
}
