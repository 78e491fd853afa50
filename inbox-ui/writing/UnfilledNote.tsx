import { Button } from '@mantine/core';
import { IconForms } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReplyVariable } from '../../gateway/contract/saved-reply.ts';
import classes from './UnfilledNote.module.css';

type Props = { variable: ReplyVariable; onShow: () => void };

/** A saved reply has a blank that nobody could fill: it can't be sent so. */
export function UnfilledNote({ variable, onShow }: Props) {
  const { t } = useTranslation('writing');
  return (
    <div className={classes.note} role="status">
      <IconForms size={18} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        {t('unfilled.fillIn', { what: t(`variable.${variable}`) })}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        onMouseDown={(event) => event.preventDefault()}
        onClick={onShow}
      >
        {t('unfilled.show')}
      </Button>
    </div>
  );
}
