import { IconExternalLink, IconForms, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import classes from './OfferedReplies.module.css';
import { offeredOf } from './payload.ts';

const icons = { url: IconExternalLink, location: IconMapPin, form: IconForms };

/** What the contact could tap below a message of ours. */
export function OfferedReplies({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const offered = offeredOf(message.payload);
  if (offered.length === 0) return null;
  return (
    <ul className={classes.offered} aria-label={t('offered.label')}>
      {offered.map(({ title, description, sort }) => {
        const Icon = sort === 'answer' ? null : icons[sort];
        return (
          <li key={title} className={classes.reply}>
            {Icon ? <Icon size={14} stroke={1.75} aria-label={t(`offered.${sort}`)} /> : null}
            <bdi>{title}</bdi>
            {description ? <bdi className={classes.description}>{description}</bdi> : null}
          </li>
        );
      })}
    </ul>
  );
}
