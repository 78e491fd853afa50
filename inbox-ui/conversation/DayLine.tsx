import { useTranslation } from 'react-i18next';
import { dayName } from '../components/format-time.ts';
import { useNow } from '../components/use-now.ts';
import classes from './Thread.module.css';

export function DayLine({ day }: { day: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return (
    <div className={classes.day}>
      <span className={classes.dayName}>
        {dayName(new Date(year, month - 1, date, 12), new Date(now), i18n.language)}
      </span>
    </div>
  );
}
