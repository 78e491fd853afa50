import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import classes from './Composer.module.css';
import { useThreadContext } from './thread-context.ts';

/** What the reply will quote. */
export function QuoteChip({ message, onRemove }: { message: Message; onRemove: () => void }) {
  const { t } = useTranslation('conversation');
  const { authorOf } = useThreadContext();
  return (
    <div className={classes.chip}>
      <div className={classes.chipText}>
        <strong>{t('quote.to', { name: authorOf(message) })}</strong>
        <div className={classes.chipText} dir="auto">
          {message.text ?? t(`kind.${message.kind}`)}
        </div>
      </div>
      <CloseButton size="sm" aria-label={t('quote.remove')} onClick={onRemove} />
    </div>
  );
}
