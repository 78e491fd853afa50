import { useTranslation } from 'react-i18next';
import { fullTime, relativeTime, timeAgo } from './format-time.ts';
import { useNow } from './use-now.ts';

type Props = {
  at: string;
  className?: string;
  /** In whole words, for a sentence: `5 minutes ago`. */
  isAgo?: boolean;
};

/** How long ago, renewed by itself; the exact time as a tooltip. */
export function RelativeTime({ at, className, isAgo }: Props) {
  const { i18n } = useTranslation();
  const now = useNow();
  const date = new Date(at);
  const format = isAgo ? timeAgo : relativeTime;
  return (
    <time dateTime={at} title={fullTime(date, i18n.language)} className={className}>
      {format(date, new Date(Math.max(now, date.getTime())), i18n.language)}
    </time>
  );
}
