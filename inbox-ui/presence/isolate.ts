/** A name within a sentence of another direction, as `<bdi>` does it where there is no room for an element. */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
