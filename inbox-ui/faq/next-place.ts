export type Place = { row: number; column: number };

/** Where a key leads in a table; null for a key that leads nowhere. In Arabic the columns run from right to left. */
export function nextPlace(
  key: string,
  { row, column }: Place,
  last: Place,
  isRtl: boolean,
): Place | null {
  const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
  const back = isRtl ? 'ArrowRight' : 'ArrowLeft';
  switch (key) {
    case 'ArrowDown':
      return { row: Math.min(row + 1, last.row), column };
    case 'ArrowUp':
      return { row: Math.max(row - 1, 0), column };
    case forward:
      return { row, column: Math.min(column + 1, last.column) };
    case back:
      return { row, column: Math.max(column - 1, 0) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: last.column };
    default:
      return null;
  }
}
