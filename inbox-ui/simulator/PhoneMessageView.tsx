import { IconFile, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import type { phoneMessage } from '../../gateway/contract/simulator.ts';
import { TimeText } from '../components/TimeText.tsx';
import { isPicture } from '../conversation/Attachments.tsx';
import { AudioPlayer } from '../conversation/AudioPlayer.tsx';
import { coordinates, placeOf } from '../conversation/payload.ts';
import { isLargeScript } from '../conversation/script.ts';
import { MessageText } from '../conversation/MessageText.tsx';
import type { Client } from './clients.ts';
import classes from './Phone.module.css';
import { PhoneReplies } from './PhoneReplies.tsx';
import type { PhoneContent } from './use-phone.ts';

type PhoneMessage = z.infer<typeof phoneMessage>;
type Props = {
  message: PhoneMessage;
  messenger: Client['messenger'];
  onSend: (content: PhoneContent) => void;
};

/** A message as the client sees it. */
export function PhoneMessageView({ message, messenger, onSend }: Props) {
  const { t } = useTranslation(['simulator', 'conversation']);
  const { isMine, text, attachments, kind } = message;
  const place =
    kind === 'location' ? placeOf(message.payload as Parameters<typeof placeOf>[0]) : null;
  return (
    <article
      className={classes.message}
      data-mine={isMine || undefined}
      aria-label={t(isMine ? 'phone.mine' : 'phone.theirs')}
    >
      {attachments.map((attachment) => (
        <PhoneFileView key={attachment.id} attachment={attachment} />
      ))}
      {place ? (
        <span className={classes.file}>
          <IconMapPin size={18} aria-hidden />
          <bdi dir="ltr">{coordinates(place)}</bdi>
        </span>
      ) : null}
      {text ? (
        <p className={classes.text} dir="auto" data-large={isLargeScript(text, null) || undefined}>
          <MessageText text={text} />
        </p>
      ) : null}
      {isMine ? null : (
        <PhoneReplies
          payload={message.payload}
          externalId={message.delivery?.parts.at(-1)?.externalId ?? undefined}
          canTap={messenger !== 'sms'}
          onSend={onSend}
        />
      )}
      <TimeText at={message.at} className={classes.time} />
      {message.reactions.map(({ author, emoji }) => (
        <span key={author + emoji} role="img" aria-label={t('phone.reaction', { emoji })}>
          {emoji}
        </span>
      ))}
    </article>
  );
}

function PhoneFileView({ attachment }: { attachment: PhoneMessage['attachments'][number] }) {
  const { t } = useTranslation('conversation');
  const { url, fileName, kind } = attachment;
  const name = fileName ?? t(`kind.${kind}`);
  if (url && isPicture(attachment))
    return <img className={classes.image} src={url} alt={name} loading="lazy" />;
  if (url && (kind === 'voice' || kind === 'audio')) {
    return <AudioPlayer attachment={attachment} />;
  }
  return (
    <a
      className={classes.file}
      href={url ? `${url}?download=1` : undefined}
      download={fileName ?? true}
    >
      <IconFile size={18} aria-hidden />
      <bdi>{name}</bdi>
    </a>
  );
}
