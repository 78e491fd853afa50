/** "Frau Klein", "Herrn Yılmaz-Berg": whom a message greets, not "meine Frau". */
const addressed =
  /(?<!(?:mein|dein|sein|ihr|unser)\p{Ll}{0,2}\s)\b(?:Frau|Herrn?)\s+\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?/gu;

/** A text without the names of people whom it speaks to, which say nothing about what is asked. */
export function withoutAddress(text: string): string {
  return text.replace(addressed, ' ');
}
