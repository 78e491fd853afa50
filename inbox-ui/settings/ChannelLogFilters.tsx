import { Button, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LogFilters } from './channel-log.ts';
import classes from './ChannelLog.module.css';

type Props = { filters: LogFilters; onChange: (next: LogFilters) => void };

export function ChannelLogFilters({ filters, onChange }: Props) {
  const { t } = useTranslation('channel-log');
  return (
    <div className={classes.filters}>
      <NativeSelect
        label={t('direction.label')}
        value={filters.direction}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filters, direction: value as LogFilters['direction'] })
        }
        data={[
          { value: '', label: t('direction.all') },
          { value: 'inbound', label: t('direction.inbound') },
          { value: 'outbound', label: t('direction.outbound') },
        ]}
      />
      <NativeSelect
        label={t('result.label')}
        value={filters.failed}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filters, failed: value as LogFilters['failed'] })
        }
        data={[
          { value: '', label: t('result.all') },
          { value: 'true', label: t('result.failed') },
          { value: 'false', label: t('result.fine') },
        ]}
      />
      {filters.messageId ? (
        <p className={classes.about}>
          {t('about')}
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconX size={16} stroke={1.75} aria-hidden />}
            onClick={() => onChange({ ...filters, messageId: '' })}
          >
            {t('aboutAll')}
          </Button>
        </p>
      ) : (
        <p className={classes.about}>{t('live')}</p>
      )}
    </div>
  );
}
