import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../components/CopyField.tsx';
import classes from './NewTokenNote.module.css';

/** The only time that a token is seen. */
export function NewTokenNote({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation('settings');
  return (
    <div className={classes.note} role="status">
      <CopyField label={t('token.secret')} description={t('token.secretHint')} value={token} />
      <Button variant="default" onClick={onClose}>
        {t('token.noted')}
      </Button>
    </div>
  );
}
