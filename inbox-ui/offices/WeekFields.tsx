import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Offices.module.css';
import type { TimeRange } from './office-values.ts';

type Props = { week: TimeRange[][]; error: string | null; onChange: (week: TimeRange[][]) => void };

/** When the office is open on each day, as often a day as it likes. */
export function WeekFields({ week, error, onChange }: Props) {
  const { t, i18n } = useTranslation('offices');
  const dayNames = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  const setDay = (index: number, ranges: TimeRange[]) =>
    onChange(week.map((day, at) => (at === index ? ranges : day)));
  const [monday = []] = week;
  return (
    <>
      {week.map((ranges, index) => (
        <DayFields
          // Monday to Sunday, always these seven.
          key={index}
          name={dayNames.format(new Date(Date.UTC(2024, 0, index + 1)))}
          ranges={ranges}
          onChange={(next) => setDay(index, next)}
        />
      ))}
      {error ? (
        <p className={classes.problem} role="alert">
          {error}
        </p>
      ) : null}
      {monday.length > 0 ? (
        <Button
          variant="subtle"
          size="compact-md"
          mt="sm"
          onClick={() => onChange(week.map((day, at) => (at < 5 ? monday : day)))}
        >
          {t('hours.copy')}
        </Button>
      ) : null}
    </>
  );
}

type DayProps = { name: string; ranges: TimeRange[]; onChange: (ranges: TimeRange[]) => void };

function DayFields({ name, ranges, onChange }: DayProps) {
  const { t } = useTranslation('offices');
  const set = (index: number, part: Partial<TimeRange>) =>
    onChange(ranges.map((range, at) => (at === index ? { ...range, ...part } : range)));
  const add = () => {
    const last = ranges.at(-1);
    onChange([...ranges, last ? { from: last.to, to: '' } : { from: '09:00', to: '16:00' }]);
  };
  return (
    <div className={classes.day} role="group" aria-label={name}>
      <span className={classes.dayName}>{name}</span>
      <div className={classes.times}>
        {ranges.map((range, index) => (
          <div key={index} className={classes.range}>
            <TextInput
              type="time"
              className={classes.time ?? ''}
              aria-label={t('hours.from', { day: name })}
              value={range.from}
              onChange={({ currentTarget: { value } }) => set(index, { from: value.slice(0, 5) })}
            />
            <span aria-hidden>–</span>
            <TextInput
              type="time"
              className={classes.time ?? ''}
              aria-label={t('hours.to', { day: name })}
              value={range.to}
              onChange={({ currentTarget: { value } }) => set(index, { to: value.slice(0, 5) })}
            />
            <ActionIcon
              variant="subtle"
              size="lg"
              color="gray"
              aria-label={t('hours.remove', { day: name })}
              onClick={() => onChange(ranges.filter((_, at) => at !== index))}
            >
              <IconTrash size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <div className={classes.range}>
          {ranges.length === 0 ? <span className={classes.closed}>{t('hours.closed')}</span> : null}
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
            aria-label={t('hours.addOn', { day: name })}
            onClick={add}
          >
            {t('hours.add')}
          </Button>
        </div>
      </div>
    </div>
  );
}
