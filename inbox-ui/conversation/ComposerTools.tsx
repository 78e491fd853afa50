import { ActionIcon, Button } from '@mantine/core';
import {
  IconAt,
  IconMessage2Bolt,
  IconMicrophone,
  IconPaperclip,
  IconPlayerStopFilled,
  IconTemplate,
} from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelCapabilities } from '../../gateway/contract/channel.ts';
import type { useUploads } from '../writing/use-uploads.ts';
import classes from './Composer.module.css';
import { formatBytes, sizesOf } from './file-limits.ts';
import { clock } from './playback.ts';
import { canRecord, useVoiceRecorder } from './use-voice-recorder.ts';

type Props = {
  files: ReturnType<typeof useUploads>;
  capabilities: ChannelCapabilities | undefined;
  isNote: boolean;
  /** Null where the channel has no templates. */
  onTemplate: (() => void) | null;
  /** Offers saved replies, in a note colleagues. */
  onSuggest: () => void;
};

/** Files and voice notes, as far as the channel carries them. */
export function ComposerTools({ files, capabilities, isNote, onTemplate, onSuggest }: Props) {
  const { t, i18n } = useTranslation(['conversation', 'writing']);
  const sizes = capabilities ? sizesOf(capabilities) : [];
  const limits = sizes.map(({ kind, maxBytes }) =>
    t('writing:files.upTo', {
      kind: t(`writing:files.${kind}`),
      size: formatBytes(maxBytes, i18n.language),
    }),
  );
  const picker = useRef<HTMLInputElement>(null);
  const { add } = files;
  const onRecorded = useCallback((file: File) => add([file], true), [add]);
  const { recording, start, stop, forgetDenial } = useVoiceRecorder(onRecorded);
  const mayAttach = isNote || !capabilities || Object.keys(capabilities.media).length > 0;
  const mayRecord =
    canRecord() && (isNote || !capabilities || capabilities.media['voice'] !== undefined);

  if (recording.state === 'recording') {
    return (
      <div className={classes.recording} role="status">
        <span className={classes.dot} aria-hidden />
        {t('voice.recording', { time: clock(recording.seconds) })}
        <Button
          size="compact-sm"
          variant="filled"
          leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
          onClick={() => stop(true)}
        >
          {t('voice.done')}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => stop(false)}>
          {t('voice.discard')}
        </Button>
      </div>
    );
  }

  return (
    <div className={classes.tools}>
      {mayAttach ? (
        <>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('composer.attach')}
            title={[t('composer.attach'), ...limits].join('\n')}
            onClick={() => picker.current?.click()}
          >
            <IconPaperclip size={20} stroke={1.75} aria-hidden />
          </ActionIcon>
        </>
      ) : null}
      {mayRecord ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          loading={recording.state === 'asking'}
          aria-label={t('voice.start')}
          title={t('voice.start')}
          onClick={() => void start()}
        >
          <IconMicrophone size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      ) : null}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t(isNote ? 'writing:picker.mention' : 'writing:picker.open')}
        title={t(isNote ? 'writing:picker.mentionHint' : 'writing:picker.openHint')}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onSuggest}
      >
        {isNote ? (
          <IconAt size={20} stroke={1.75} aria-hidden />
        ) : (
          <IconMessage2Bolt size={20} stroke={1.75} aria-hidden />
        )}
      </ActionIcon>
      {onTemplate && !isNote ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('template.choose')}
          title={t('template.choose')}
          onClick={onTemplate}
        >
          <IconTemplate size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      ) : null}
      {recording.state === 'denied' ? (
        <span role="alert" className={classes.meter}>
          {t('voice.denied')}{' '}
          <Button size="compact-xs" variant="subtle" color="gray" onClick={forgetDenial}>
            {t('voice.understood')}
          </Button>
        </span>
      ) : null}
    </div>
  );
}
