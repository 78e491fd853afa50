import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ErrorNote.module.css';
import { useProblemText } from './use-problem-text.ts';

type Props = {
  error?: unknown;
  /** Instead of the words for `error`, where the place knows better what happened. */
  text?: string;
  /** What was kept, or what to do now. */
  children?: ReactNode;
  onRetry?: () => void;
  isPage?: boolean;
};

/** What happened, what was kept, what to do. */
export function ErrorNote({ error, text, children, onRetry, isPage }: Props) {
  const { t } = useTranslation('common');
  const textOf = useProblemText();
  return (
    <div role="alert" className={isPage ? `${classes.note} ${classes.page}` : classes.note}>
      <IconAlertTriangle className={classes.icon} size={22} stroke={1.75} aria-hidden />
      <div className={classes.text}>
        {text ?? textOf(error)}
        {children ? <div>{children}</div> : null}
      </div>
      {onRetry ? (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      ) : null}
    </div>
  );
}
