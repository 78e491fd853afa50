import { IconLock, IconMessageReply } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ReplyWindowMark } from '../inbox/ReplyWindowMark.tsx';
import classes from './Composer.module.css';

export type ComposerMode = 'reply' | 'note';

const modes = [
  { mode: 'reply', Icon: IconMessageReply },
  { mode: 'note', Icon: IconLock },
] as const;

type Props = {
  mode: ComposerMode;
  onMode: (mode: ComposerMode) => void;
  replyWindowUntil: string | null;
};

export function ComposerModes({ mode, onMode, replyWindowUntil }: Props) {
  const { t } = useTranslation('conversation');
  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    onMode(mode === 'reply' ? 'note' : 'reply');
    const other =
      event.currentTarget.parentElement?.querySelector<HTMLElement>('[aria-selected="false"]');
    other?.focus();
  }
  return (
    <div className={classes.modes}>
      <div role="tablist" aria-label={t('composer.modes')}>
        {modes.map(({ mode: key, Icon }) => (
          <button
            key={key}
            type="button"
            role="tab"
            aria-selected={key === mode}
            tabIndex={key === mode ? 0 : -1}
            className={classes.mode}
            onClick={() => onMode(key)}
            onKeyDown={onKeyDown}
          >
            <Icon
              className={key === 'reply' ? 'mirrored' : undefined}
              size={16}
              stroke={1.75}
              aria-hidden
            />
            {t(`composer.${key}.tab`)}
          </button>
        ))}
      </div>
      <span className={classes.hint}>
        {mode === 'note' ? (
          t('composer.note.hint')
        ) : (
          <ReplyWindowMark until={replyWindowUntil} isLong />
        )}
      </span>
    </div>
  );
}
