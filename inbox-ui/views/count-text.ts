/** Nobody reads more than that; the gateway counts no further, either. */
export function countText(count: number): string {
  return count > 999 ? '999+' : String(count);
}
