import { Button } from '@mantine/core';
import { IconInfoCircle, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Composer.module.css';
import type { ReplyBlock, ReplyWarning } from './reply-block.ts';

type Props = { block: ReplyBlock | null; warning: ReplyWarning | null; onNote: () => void };

/** Why nothing can be sent, and what is possible instead. */
export function ComposerNotice({ block, warning, onNote }: Props) {
  const { t } = useTranslation('conversation');
  if (block) {
    return (
      <div className={classes.notice} data-kind="block" role="status">
        <IconLock size={20} stroke={1.75} aria-hidden />
        <span className={classes.noticeText}>{t(`block.${block}`)}</span>
        <Button size="compact-md" variant="default" onClick={onNote}>
          {t('block.note')}
        </Button>
      </div>
    );
  }
  if (!warning) return null;
  return (
    <div className={classes.notice} data-kind="warning" role="status">
      <IconInfoCircle size={20} stroke={1.75} aria-hidden />
      <span className={classes.noticeText}>{t(`warning.${warning}`)}</span>
    </div>
  );
}
