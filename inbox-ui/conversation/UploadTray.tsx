import { Button, CloseButton, Progress } from '@mantine/core';
import { IconFile, IconMicrophone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Upload } from '../writing/upload-store.ts';
import type { useUploads } from '../writing/use-uploads.ts';
import classes from './Composer.module.css';
import { formatBytes } from './file-limits.ts';

/** The files that go with the next message. */
export function UploadTray({ files }: { files: ReturnType<typeof useUploads> }) {
  const { t } = useTranslation('conversation');
  if (files.uploads.length === 0) return null;
  return (
    <ul className={classes.tray} aria-label={t('upload.label')}>
      {files.uploads.map((item) => (
        <UploadRow
          key={item.key}
          item={item}
          onRemove={() => files.remove(item.key)}
          onRetry={() => files.retry(item.key)}
        />
      ))}
    </ul>
  );
}

type RowProps = { item: Upload; onRemove: () => void; onRetry: () => void };

function UploadRow({ item, onRemove, onRetry }: RowProps) {
  const { t, i18n } = useTranslation('conversation');
  const name = item.isVoice ? t('kind.voice') : item.name;
  return (
    <li className={classes.upload} data-state={item.state}>
      <Thumb item={item} />
      <span className={classes.uploadText}>
        <bdi>{name}</bdi>{' '}
        <span className={classes.uploadSize}>{formatBytes(item.sizeBytes, i18n.language)}</span>
      </span>
      {item.state === 'failed' ? (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {t('upload.retry')}
        </Button>
      ) : null}
      <CloseButton size="sm" aria-label={t('upload.remove', { name })} onClick={onRemove} />
      {item.state === 'uploading' ? (
        <Progress
          className={classes.progress}
          size="xs"
          value={item.progress * 100}
          aria-label={t('upload.progress', { name })}
        />
      ) : null}
      {isPlainRecording(item) ? (
        <span className={classes.uploadHint}>{t('upload.voice_as_file')}</span>
      ) : null}
      {item.problem ? (
        <span className={classes.uploadProblem} role="alert">
          <ProblemText item={item} />
        </span>
      ) : null}
    </li>
  );
}

/** Without ffmpeg on the server a recording stays as the browser made it. */
function isPlainRecording({ isVoice, attachment }: Upload): boolean {
  return isVoice && attachment !== null && attachment.mimeType !== 'audio/ogg';
}

function Thumb({ item }: { item: Upload }) {
  if (item.isVoice) return <IconMicrophone size={20} stroke={1.75} aria-hidden />;
  if (item.previewUrl) return <img className={classes.thumb} src={item.previewUrl} alt="" />;
  return <IconFile size={20} stroke={1.75} aria-hidden />;
}

function ProblemText({ item }: { item: Upload }) {
  const { t, i18n } = useTranslation(['conversation', 'common']);
  const { problem } = item;
  if (!problem) return null;
  if ('maxBytes' in problem) {
    return t('upload.too_large', { max: formatBytes(problem.maxBytes, i18n.language) });
  }
  if (problem.code === 'unavailable') return t('upload.unavailable');
  if (item.state === 'refused') return t(`upload.${problem.code}`);
  return t(`common:problem.${problem.code}`, { defaultValue: t('common:problem.internal_error') });
}
