import { IconDownload, IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../gateway/contract/message.ts';
import classes from './Attachments.module.css';
import { formatBytes } from './file-limits.ts';

/** A file with its name and size; a click stores it. */
export function FileLink({ attachment }: { attachment: Attachment }) {
  const { t, i18n } = useTranslation('conversation');
  const name = attachment.fileName ?? t(`kind.${attachment.kind}`);
  const size =
    attachment.sizeBytes === null ? '' : formatBytes(attachment.sizeBytes, i18n.language);
  return (
    <a
      className={classes.file}
      href={`${attachment.url ?? ''}?download=1`}
      download={attachment.fileName ?? true}
      aria-label={t('attachment.download', { name, size })}
    >
      <IconFileText size={22} stroke={1.5} aria-hidden />
      <span>
        <bdi>{name}</bdi>
        <span className={classes.size}> {size}</span>
      </span>
      <IconDownload size={18} stroke={1.75} aria-hidden />
    </a>
  );
}
