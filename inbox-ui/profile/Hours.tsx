import { ActionIcon, Fieldset, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OpenHours } from '../../gateway/contract/office.ts';
import classes from './Hours.module.css';

type Props = { value: OpenHours[]; onChange: (hours: OpenHours[]) => void };

const days = [1, 2, 3, 4, 5, 6, 7];

/** When somebody works, a line for each day and further ones for days with a break. */
export function Hours({ value, onChange }: Props) {
  const { t, i18n } = useTranslation('profile');
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  return (
    <Fieldset legend={t('hours')}>
      <Stack gap="xs">
        <span>{t('hoursHint')}</span>
        {days.map((day) => {
          // 1 January 2024 was a Monday.
          const name = weekday.format(new Date(Date.UTC(2024, 0, day)));
          const spans = value.filter((span) => span.weekday === day);
          return (
            <div key={day} className={classes.day}>
              <span className={classes.name}>{name}</span>
              <div className={classes.times}>
                {spans.map((span, index) => (
                  <div key={index} className={classes.range}>
                    {(['from', 'to'] as const).map((end) => (
                      <TextInput
                        key={end}
                        type="time"
                        required
                        aria-label={t(`time.${end}`, { day: name })}
                        value={span[end]}
                        onChange={(event) => {
                          const time = event.currentTarget.value;
                          onChange(
                            value.map((one) => (one === span ? { ...span, [end]: time } : one)),
                          );
                        }}
                      />
                    ))}
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={36}
                      aria-label={t('remove', { name })}
                      onClick={() => onChange(value.filter((one) => one !== span))}
                    >
                      <IconX size={18} aria-hidden />
                    </ActionIcon>
                  </div>
                ))}
              </div>
              <ActionIcon
                className={classes.add ?? ''}
                variant="subtle"
                size={36}
                aria-label={t('addTime', { day: name })}
                onClick={() =>
                  onChange([
                    ...value,
                    spans.length === 0
                      ? { weekday: day, from: '09:00', to: '16:00' }
                      : { weekday: day, from: '17:00', to: '18:00' },
                  ])
                }
              >
                <IconPlus size={18} aria-hidden />
              </ActionIcon>
            </div>
          );
        })}
      </Stack>
    </Fieldset>
  );
}
