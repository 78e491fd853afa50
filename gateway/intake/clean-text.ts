/** Valid UTF-8 without NUL; nothing else is changed. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}
