import { IconCloudOff, IconFileAlert, IconLoader2, IconShieldX } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../gateway/contract/message.ts';
import { AudioPlayer } from './AudioPlayer.tsx';
import classes from './Attachments.module.css';
import { FileLink } from './FileLink.tsx';
import { formatBytes } from './file-limits.ts';
import { useThreadContext } from './thread-context.ts';

const pictureKinds = new Set(['image', 'sticker', 'animation']);

export function Attachments({ attachments }: { attachments: Attachment[] }) {
  if (attachments.length === 0) return null;
  const pictures = attachments.filter(isPicture);
  const others = attachments.filter((attachment) => !isPicture(attachment));
  return (
    <div className={classes.attachments}>
      {pictures.length > 0 ? (
        <div className={classes.pictures} data-count={Math.min(pictures.length, 3)}>
          {pictures.map((picture) => (
            <Picture key={picture.id} attachment={picture} />
          ))}
        </div>
      ) : null}
      {others.map((attachment) => (
        <Other key={attachment.id} attachment={attachment} />
      ))}
    </div>
  );
}

/** Whether it was sent to be seen and there is a preview; all else is handed over as a file. */
export function isPicture({ kind, previewUrl }: Attachment): boolean {
  return previewUrl !== null && pictureKinds.has(kind);
}

function Picture({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation('conversation');
  const { onOpenImage } = useThreadContext();
  const name = attachment.fileName ?? t(`kind.${attachment.kind}`);
  return (
    <button
      type="button"
      className={classes.picture}
      data-kind={attachment.kind}
      style={shapeOf(attachment)}
      onClick={() => onOpenImage(attachment.id)}
      aria-label={t('attachment.open', { name })}
    >
      <img src={attachment.previewUrl ?? ''} alt="" loading="lazy" decoding="async" />
    </button>
  );
}

/** The shape is known before the picture has arrived, so that nothing moves; what is very long or wide is cut. */
function shapeOf({ width, height }: Attachment): CSSProperties {
  if (width === null || height === null) return {};
  const shape = Math.min(2, Math.max(0.75, width / height));
  return { '--shape': String(shape) } as CSSProperties;
}

function Other({ attachment }: { attachment: Attachment }) {
  if (attachment.state !== 'ready' || attachment.url === null)
    return <Missing attachment={attachment} />;
  if (attachment.kind === 'voice' || attachment.kind === 'audio') {
    return <AudioPlayer attachment={attachment} />;
  }
  if (
    attachment.kind === 'video' ||
    attachment.kind === 'video_note' ||
    attachment.kind === 'animation'
  ) {
    return (
      // People send these; there are no captions to offer.
      <video
        className={classes.video}
        src={attachment.url}
        controls
        preload="metadata"
        playsInline
      />
    );
  }
  return <FileLink attachment={attachment} />;
}

const missingIcons = {
  pending: IconLoader2,
  too_large: IconFileAlert,
  unavailable: IconCloudOff,
  blocked: IconShieldX,
};

/** A file that isn't here, and why. */
function Missing({ attachment }: { attachment: Attachment }) {
  const { t, i18n } = useTranslation('conversation');
  const state = attachment.state === 'ready' ? 'unavailable' : attachment.state;
  const Icon = missingIcons[state];
  const size =
    attachment.sizeBytes === null ? null : formatBytes(attachment.sizeBytes, i18n.language);
  return (
    <div className={classes.missing} data-state={state}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div>
        <bdi>{attachment.fileName ?? t(`kind.${attachment.kind}`)}</bdi>
        {size ? <span className={classes.size}> · {size}</span> : null}
        <div className={classes.why}>
          {attachment.blockedReason === 'not_checked'
            ? t('attachment.not_checked')
            : t(`attachment.${state}`)}
        </div>
      </div>
    </div>
  );
}
