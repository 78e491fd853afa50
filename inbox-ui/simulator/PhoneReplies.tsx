import { IconExternalLink, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { offeredOf, type OfferedReply } from '../conversation/payload.ts';
import { inventedPlace } from './invented-place.ts';
import classes from './Phone.module.css';
import type { PhoneContent } from './use-phone.ts';

type Props = {
  payload: unknown;
  /** What the message is called outside, for the answer to refer to. */
  externalId: string | undefined;
  canTap: boolean;
  onSend: (content: PhoneContent) => void;
};

/** What a message offers to tap; a phone that has SMS alone shows numbers to answer with. */
export function PhoneReplies({ payload, externalId, canTap, onSend }: Props) {
  const { t } = useTranslation('simulator');
  const offered = offeredOf(payload as Message['payload']);
  if (offered.length === 0) return null;
  if (!canTap) {
    return <p className={classes.text}>{linesOf(offered).join('\n')}</p>;
  }
  return (
    <div className={classes.replies} role="group" aria-label={t('phone.replies')}>
      {offered.map((reply) => (
        <PhoneReply key={reply.id} reply={reply} externalId={externalId} onSend={onSend} />
      ))}
    </div>
  );
}

function PhoneReply({
  reply: { id, title, description, url, sort },
  externalId,
  onSend,
}: { reply: OfferedReply } & Pick<Props, 'externalId' | 'onSend'>) {
  if (url) {
    return (
      <a className={classes.reply} href={url} target="_blank" rel="noopener noreferrer nofollow">
        <bdi>{title}</bdi>
        <IconExternalLink size={14} aria-hidden />
      </a>
    );
  }
  const content: PhoneContent =
    sort === 'location'
      ? { location: inventedPlace }
      : { buttonReply: { id, title, target: externalId } };
  return (
    <button type="button" className={classes.reply} onClick={() => onSend(content)}>
      {sort === 'location' ? <IconMapPin size={14} aria-hidden /> : null}
      <bdi>{title}</bdi>
      {description ? <bdi>{description}</bdi> : null}
    </button>
  );
}

function linesOf(offered: OfferedReply[]): string[] {
  const answers = offered.filter(({ sort }) => sort === 'answer');
  return [
    ...answers.map(({ title, description }, index) =>
      [`${index + 1} ${title}`, description].filter(Boolean).join(': '),
    ),
    ...offered.flatMap(({ title, url }) => (url ? [`${title}: ${url}`] : [])),
  ];
}
