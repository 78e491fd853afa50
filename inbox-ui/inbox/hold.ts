import type { Conversation } from '../../gateway/contract/conversation.ts';

/**
 * The rows as they stand under the pointer, with their newest content. Nothing moves or leaves; what continues
 * after the last row that both know (a further page) is added at the end.
 */
export function holdOrder(
  shown: readonly Conversation[],
  fresh: readonly Conversation[],
): Conversation[] {
  const freshById = new Map(fresh.map((row) => [row.id, row]));
  const held = shown.map((row) => freshById.get(row.id) ?? row);
  const heldIds = new Set(held.map((row) => row.id));
  const lastCommon = fresh.findLastIndex((row) => heldIds.has(row.id));
  if (lastCommon === -1) return held;
  return [...held, ...fresh.slice(lastCommon + 1)];
}

/** How many conversations have news that the held order doesn't show: new ones, and ones with a newer message. */
export function countNews(shown: readonly Conversation[], fresh: readonly Conversation[]): number {
  const place = new Map(shown.map((row, index) => [row.id, { index, at: row.lastMessage?.id }]));
  const lastCommon = fresh.findLastIndex((row) => place.has(row.id));
  return fresh.slice(0, lastCommon + 1).filter((row) => {
    const known = place.get(row.id);
    return known === undefined || known.at !== row.lastMessage?.id;
  }).length;
}
