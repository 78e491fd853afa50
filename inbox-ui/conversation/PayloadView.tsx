import {
  IconAddressBook,
  IconArrowForwardUp,
  IconExternalLink,
  IconHandClick,
  IconHelpHexagon,
  IconMapPin,
  IconPhoneX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import {
  cardsOf,
  choiceOf,
  coordinates,
  emojiOf,
  isForwarded,
  mapUrl,
  placeOf,
  rawKindOf,
} from './payload.ts';
import classes from './PayloadView.module.css';

/** What a message says besides text and files. */
export function PayloadView({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const forwarded = isForwarded(message.payload) ? (
    <Line
      icon={<IconArrowForwardUp className="mirrored" size={16} stroke={1.75} aria-hidden />}
      isSoft
    >
      {t('payload.forwarded')}
    </Line>
  ) : null;
  return (
    <>
      {forwarded}
      <Kind message={message} />
    </>
  );
}

function Kind({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { kind, payload, text } = message;
  switch (kind) {
    case 'location':
    case 'live_location':
    case 'venue':
      return <PlaceView message={message} />;
    case 'contacts':
      return cardsOf(payload).map((card, index) => (
        <Line key={index} icon={<IconAddressBook size={18} stroke={1.75} aria-hidden />}>
          <bdi>{card.name || t('kind.contacts')}</bdi>
          {card.phones.map((phone) => (
            <bdi key={phone} dir="ltr" className={classes.detail}>
              {phone}
            </bdi>
          ))}
          {card.isOwn ? <span className={classes.detail}>{t('payload.ownNumber')}</span> : null}
        </Line>
      ));
    case 'button_reply':
    case 'list_reply': {
      const choice = choiceOf(payload);
      return (
        <Line icon={<IconHandClick size={18} stroke={1.75} aria-hidden />}>
          <span className={classes.detail}>{t('payload.choice')}</span>
          {text ? null : <bdi>{choice?.title ?? ''}</bdi>}
          {choice?.description ? <bdi className={classes.detail}>{choice.description}</bdi> : null}
        </Line>
      );
    }
    case 'sticker': {
      const emoji = emojiOf(payload);
      if (message.attachments.length > 0) return null;
      return emoji ? (
        <span className={classes.emoji}>{emoji}</span>
      ) : (
        <Line>{t('kind.sticker')}</Line>
      );
    }
    case 'call':
      return (
        <Line icon={<IconPhoneX size={18} stroke={1.75} aria-hidden />}>{t('kind.call')}</Line>
      );
    case 'flow_reply':
    case 'poll':
    case 'poll_vote':
    case 'order':
    case 'unsupported':
      return (
        <Line icon={<IconHelpHexagon size={18} stroke={1.75} aria-hidden />}>
          {t('payload.unsupported', { kind: rawKindOf(payload) ?? t(`kind.${kind}`) })}
        </Line>
      );
    default:
      return null;
  }
}

function PlaceView({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const place = placeOf(message.payload);
  if (!place) return <Line>{t('kind.location')}</Line>;
  return (
    <Line icon={<IconMapPin size={18} stroke={1.75} aria-hidden />}>
      {place.name ? <bdi>{place.name}</bdi> : t(`kind.${message.kind}`)}
      {place.address ? <bdi className={classes.detail}>{place.address}</bdi> : null}
      <bdi dir="ltr" className={classes.detail}>
        {coordinates(place)}
      </bdi>
      <a
        className={classes.map}
        href={mapUrl(place)}
        target="_blank"
        rel="noopener noreferrer nofollow"
      >
        {t('payload.map')}
        <IconExternalLink size={14} stroke={1.75} aria-hidden />
      </a>
    </Line>
  );
}

function Line({
  icon,
  isSoft,
  children,
}: {
  icon?: ReactNode;
  isSoft?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={classes.line} data-soft={isSoft}>
      {icon}
      <div className={classes.body}>{children}</div>
    </div>
  );
}
