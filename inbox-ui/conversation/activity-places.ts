import type { Activity } from '../../gateway/contract/activity.ts';

/** Where the lines stand: before all that is known, or behind a message. */
export type ActivityPlaces = {
  first: readonly Activity[];
  behind: ReadonlyMap<string, readonly Activity[]>;
};

/** Puts each line behind its message. One whose message is not loaded yet waits until it is. */
export function placeActivities(
  activities: readonly Activity[],
  hasOlder: boolean,
): ActivityPlaces {
  const places = Map.groupBy(activities, ({ afterMessageId }) => afterMessageId ?? '');
  return { first: hasOlder ? [] : (places.get('') ?? []), behind: places };
}

/** Whether older lines belong among the messages that are known already. */
export function needsOlder(
  oldest: Activity | undefined,
  messageIds: ReadonlySet<string>,
  hasOlder: boolean,
): boolean {
  if (!oldest) return false;
  return oldest.afterMessageId === null ? !hasOlder : messageIds.has(oldest.afterMessageId);
}

/** So many lines in a row stand as they are; more are folded. */
const mostOpen = 2;

export function isFolded(lines: readonly Activity[]): boolean {
  return lines.length > mostOpen;
}
