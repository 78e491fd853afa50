/** Leaves the scheme, the start of a number and its last two characters: `tel:+49•••••12`. */
export function maskUrn(urn: string): string {
  const [scheme = '', id = ''] = urn.split(/:(.*)/s);
  const head = id.startsWith('+') ? 3 : 1;
  if (id.length <= head + 2) return `${scheme}:${'•'.repeat(5)}`;
  return `${scheme}:${id.slice(0, head)}${'•'.repeat(5)}${id.slice(-2)}`;
}
