const offsets = new Map<string, number>();
const maxKept = 50;

/** How far a list was scrolled when it was last seen, in pixels: whoever comes back from a conversation finds the place again. */
export function keptOffset(list: string): number {
  return offsets.get(list) ?? 0;
}

export function keepOffset(list: string, offset: number): void {
  offsets.delete(list);
  offsets.set(list, offset);
  const [oldest] = offsets.keys();
  if (offsets.size > maxKept && oldest !== undefined) offsets.delete(oldest);
}
