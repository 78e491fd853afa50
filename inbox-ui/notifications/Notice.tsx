import { Trans, useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import classes from './Notice.module.css';

type Props = {
  contact: Conversation['contact'];
  /** How many other conversations have news. */
  others: number;
  onOpen: () => void;
};

/** Who has written; a click opens it. */
export function Notice({ contact, others, onOpen }: Props) {
  const { t } = useTranslation('notifications');
  return (
    <button type="button" className={classes.notice} onClick={onOpen}>
      <Trans
        t={t}
        i18nKey={others > 0 ? 'notice.several' : 'notice.one'}
        count={others}
        values={{ name: contact.displayName }}
        components={{ who: <bdi className={classes.name} /> }}
      />
    </button>
  );
}
