/** The first line of a message for the list: at most 140 characters, never cut inside a character. */
export function previewOf(text: string | null): string {
  const line = (text ?? '').trim().replace(/\s+/g, ' ');
  if (line.length <= 140) return line;
  return `${line
    .slice(0, 139)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
}
