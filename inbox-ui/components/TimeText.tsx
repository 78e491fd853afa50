import { useTranslation } from 'react-i18next';
import { clockTime, fullTime } from './format-time.ts';

/** The time of day; the whole date as a tooltip. */
export function TimeText({ at, className }: { at: string; className?: string }) {
  const { i18n } = useTranslation();
  const date = new Date(at);
  return (
    <time dateTime={at} title={fullTime(date, i18n.language)} className={className}>
      {clockTime(date, i18n.language)}
    </time>
  );
}
