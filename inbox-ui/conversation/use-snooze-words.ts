import { useTranslation } from 'react-i18next';
import { untilNextReply } from '../../gateway/contract/conversation.ts';
import { snoozeTime } from './snooze-times.ts';

/** Until when a conversation is snoozed, as a sentence and in short; null when it isn't. */
export function useSnoozeWords(
  snoozedUntil: string | null,
): { long: string; short: string } | null {
  const { t, i18n } = useTranslation('triage');
  if (snoozedUntil === null || Date.parse(snoozedUntil) <= Date.now()) return null;
  if (snoozedUntil === untilNextReply)
    return { long: t('snooze.untilReplyActive'), short: t('snooze.untilReplyShort') };
  const time = snoozeTime(new Date(snoozedUntil), i18n.language);
  return { long: t('snooze.until', { time }), short: t('snooze.untilShort', { time }) };
}
