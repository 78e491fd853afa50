import { IconFile, IconMapPin, IconMicrophone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import type { phoneMessage } from '../../gateway/contract/simulator.ts';
import { TimeText } from '../components/TimeText.tsx';
import { coordinates, placeOf } from '../conversation/payload.ts';
import { isLargeScript } from '../conversation/script.ts';
import { MessageText } from '../conversation/MessageText.tsx';
import classes from './Phone.module.css';

type PhoneMessage = z.infer<typeof phoneMessage>;

/** A message as the client sees it. */
export function PhoneMessageView({ message }: { message: PhoneMessage }) {
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
      {attachments.map(({ id, url, fileName, mimeType, kind: fileKind }) => (
        <div key={id}>
          {url && mimeType?.startsWith('image/') ? (
            <img
              className={classes.image}
              src={url}
              alt={fileName ?? t('conversation:kind.image')}
              loading="lazy"
            />
          ) : url && mimeType?.startsWith('audio/') ? (
            <audio className={classes.audio} src={url} controls preload="metadata" />
          ) : (
            <span className={classes.file}>
              {fileKind === 'voice' ? (
                <IconMicrophone size={18} aria-hidden />
              ) : (
                <IconFile size={18} aria-hidden />
              )}
              <bdi>{fileName ?? t(`conversation:kind.${fileKind}`)}</bdi>
            </span>
          )}
        </div>
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
      <TimeText at={message.at} className={classes.time} />
    </article>
  );
}
