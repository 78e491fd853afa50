import { Badge } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { fullTime } from '../components/format-time.ts';
import { useNow } from '../components/use-now.ts';

const soonMs = 2 * 3_600_000;
const colors = { open: 'gray', soon: 'yellow', broken: 'red', kept: 'gray' } as const;

/** By when the contact was told to get an answer; says in words whether time is short or over. */
export function PromiseMark({
  promise,
  withKept,
}: Pick<Conversation, 'promise'> & { withKept?: boolean }) {
  const { t, i18n } = useTranslation('profile');
  const now = useNow();
  if (!promise || (promise.state === 'kept' && !withKept)) return null;
  const at = new Date(promise.answerBy);
  const leftMs = at.getTime() - now;
  const isLate = promise.state === 'broken' || leftMs < 0;
  const open = isLate ? 'broken' : leftMs < soonMs ? 'soon' : 'open';
  const state = promise.state === 'kept' ? 'kept' : open;
  return (
    <Badge
      variant="light"
      color={colors[state]}
      tt="none"
      autoContrast
      leftSection={<IconClock size={14} aria-hidden />}
    >
      {t(`promise.${state}`, { when: fullTime(at, i18n.language) })}
    </Badge>
  );
}
