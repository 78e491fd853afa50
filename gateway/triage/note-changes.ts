import type { EntityManager } from '@mikro-orm/postgresql';
import { noteActivity, type NewActivity } from '../activities/note-activity.ts';
import type { UndoStep } from '../contract/bulk.ts';
import type { LabelChange } from '../labels/put-labels.ts';

/** What was done to one conversation. */
export type Change = Pick<UndoStep, 'before' | 'after'> & { labels?: LabelChange };

/** Notes what was done to each conversation; what is the same for many is one statement. */
export async function noteChanges(
  em: EntityManager,
  actorId: string,
  changes: ReadonlyMap<string, Change>,
): Promise<void> {
  const groups = new Map<string, { activity: NewActivity; ids: string[] }>();
  for (const [id, change] of changes) {
    for (const activity of activitiesOf(change, actorId)) {
      const key = JSON.stringify(activity);
      const group = groups.get(key) ?? { activity, ids: [] };
      group.ids.push(id);
      groups.set(key, group);
    }
  }
  for (const { activity, ids } of groups.values()) await noteActivity(em, ids, activity);
}

function activitiesOf({ before, after, labels }: Change, actorId: string): NewActivity[] {
  const activities: NewActivity[] = [];
  const { assigneeId: counselorId, topic, status, snoozedUntil } = after;
  if (counselorId !== undefined) {
    const kind = counselorId === actorId ? 'taken' : 'assigned';
    activities.push({ kind: counselorId === null ? 'released' : kind, actorId, counselorId });
  }
  if (topic !== undefined) activities.push({ kind: 'topic_changed', actorId, details: { topic } });
  if (status === 'closed') activities.push({ kind: 'closed', actorId });
  else if (before.status === 'closed') activities.push({ kind: 'reopened', actorId });
  else if (snoozedUntil === null) activities.push({ kind: 'snooze_ended', actorId });
  else if (snoozedUntil !== undefined)
    activities.push({ kind: 'snoozed', actorId, details: { until: snoozedUntil } });
  if (labels && labels.add.length + labels.remove.length > 0) {
    const labelIds = { added: labels.add, removed: labels.remove };
    activities.push({ kind: 'labels_changed', actorId, details: { labelIds } });
  }
  return activities;
}
