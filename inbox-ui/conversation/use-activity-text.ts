import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import {
  activityKinds,
  type Activity,
  type ActivityKind,
} from '../../gateway/contract/activity.ts';
import { untilNextReply } from '../../gateway/contract/conversation.ts';
import { fullTime } from '../components/format-time.ts';
import { formatList } from '../intl.ts';
import { isolate } from '../presence/isolate.ts';

/** What a message or Lotse itself can do; with nobody's name. */
const unnamed: readonly ActivityKind[] = ['reopened', 'snooze_ended', 'merged', 'separated'];

/** Says in one line what was done, with the names of today. */
export function useActivityText(): (activity: Activity) => string {
  const { t, i18n } = useTranslation(['together', 'inbox']);
  return useCallback(
    (activity) => {
      const { actor, counselor, topic, until, labels } = activity;
      const nameOf = (person: Activity['actor']) =>
        person ? isolate(person.displayName) : t('activity.somebody');
      const list = (names: string[]) => formatList(names, i18n.language);
      const labelNames = (tags: Activity['labels']['added']) =>
        list(tags.map(({ name }) => isolate(name)));
      return t(`activity.${keyOf(activity)}`, {
        actor: nameOf(actor),
        counselor: nameOf(counselor),
        topic: topic ? t(`inbox:topic.${topic}`) : '',
        until: until ? isolate(fullTime(new Date(until), i18n.language)) : '',
        added: labelNames(labels.added),
        removed: labelNames(labels.removed),
      });
    },
    [t, i18n.language],
  );
}

function keyOf({ kind, actor, topic, until, labels }: Activity): string {
  if (!isKnown(kind)) return 'unknown';
  if (!actor && unnamed.includes(kind)) return `by_itself.${kind}`;
  if (kind === 'topic_changed' && topic === null) return 'topic_removed';
  if (kind === 'snoozed' && until === untilNextReply) return 'snoozed_until_reply';
  if (kind !== 'labels_changed') return kind;
  if (labels.added.length === 0)
    return labels.removed.length === 0 ? 'labels_changed' : 'labels_removed';
  return labels.removed.length === 0 ? 'labels_added' : 'labels_exchanged';
}

function isKnown(kind: string): kind is ActivityKind {
  return (activityKinds as readonly string[]).includes(kind);
}
