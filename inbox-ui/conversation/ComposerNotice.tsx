import { Button } from '@mantine/core';
import { IconInfoCircle, IconLock, IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Composer.module.css';
import type { ReplyBlock, ReplyWarning } from './reply-block.ts';

type Props = {
  block: ReplyBlock | null;
  warning: ReplyWarning | null;
  onNote: () => void;
  /** Null where the channel has no templates. */
  onTemplate: (() => void) | null;
};

/** Why nothing can be sent, and what is possible instead. */
export function ComposerNotice({ block, warning, onNote, onTemplate }: Props) {
  const { t } = useTranslation('conversation');
  if (block) {
    return (
      <div className={classes.notice} data-kind="block" role="status">
        <IconLock size={20} stroke={1.75} aria-hidden />
        <span className={classes.noticeText}>
          {block === 'window_closed' && onTemplate
            ? t('block.window_closed_template')
            : t(`block.${block}`)}
        </span>
        <div className={classes.noticeButtons}>
          {block === 'window_closed' && onTemplate ? (
            <Button
              size="compact-md"
              leftSection={<IconTemplate size={16} aria-hidden />}
              onClick={onTemplate}
            >
              {t('template.choose')}
            </Button>
          ) : null}
          <Button size="compact-md" variant="default" onClick={onNote}>
            {t('block.note')}
          </Button>
        </div>
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
