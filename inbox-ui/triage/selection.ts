/** Rows that are chosen to be changed together, and the one from which a range begins. */
export type Selection = { ids: ReadonlySet<string>; anchorId: string | null };

export const nothingSelected: Selection = { ids: new Set(), anchorId: null };

export function toggle({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchorId: id };
}

/** Adds all rows from the last chosen one to this one. Without such a row, only this one. */
export function extend(selection: Selection, id: string, rows: readonly string[]): Selection {
  const from = rows.indexOf(selection.anchorId ?? '');
  const to = rows.indexOf(id);
  if (from === -1 || to === -1) return { ids: new Set([...selection.ids, id]), anchorId: id };
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchorId: selection.anchorId };
}
