import { ActionIcon, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OpenHours } from '../../gateway/contract/office.ts';

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
            <Group key={day} gap="xs" align="flex-start" wrap="nowrap">
              <span style={{ flex: '1 1 90px' }}>{name}</span>
              <Stack gap={4}>
                {spans.map((span, index) => (
                  <Group key={index} gap={4} wrap="nowrap">
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
                  </Group>
                ))}
              </Stack>
              <ActionIcon
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
            </Group>
          );
        })}
      </Stack>
    </Fieldset>
  );
}
