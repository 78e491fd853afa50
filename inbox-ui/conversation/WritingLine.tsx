import { VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconPencil } from '@tabler/icons-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { isolate } from '../presence/isolate.ts';
import { useColleaguesAt } from '../presence/use-presence.ts';
import type { ComposerMode } from './ComposerModes.tsx';
import { formatList } from '../intl.ts';
import classes from './Presence.module.css';
import { useShownPresence } from './use-shown-presence.ts';

type Props = {
  conversationId: string;
  mode: ComposerMode;
  field: RefObject<HTMLTextAreaElement | null>;
};

/** Who else writes here just now; a calm warning when two write a reply. */
export function WritingLine({ conversationId, mode, field }: Props) {
  const { t, i18n } = useTranslation('together');
  const isWriting = useShownPresence(conversationId, mode, field);
  const here = useColleaguesAt(conversationId);
  const namesOf = (state: 'writing_reply' | 'writing_note') => {
    const names = here
      .filter((one) => one.state === state)
      .map(({ counselor }) => isolate(counselor.displayName));
    return {
      count: names.length,
      names: formatList(names, i18n.language),
    };
  };
  const [replies, notes] = [namesOf('writing_reply'), namesOf('writing_note')];
  const isBoth = replies.count > 0 && mode === 'reply' && isWriting;
  const text =
    replies.count > 0
      ? t(isBoth ? 'writing.both' : 'writing.reply', replies)
      : notes.count > 0
        ? t('writing.note', notes)
        : '';
  return (
    <>
      {text ? (
        <p className={classes.writing} data-both={isBoth || undefined}>
          {isBoth ? (
            <IconAlertCircle size={16} stroke={1.75} aria-hidden />
          ) : (
            <IconPencil size={16} stroke={1.75} aria-hidden />
          )}
          <span>{text}</span>
        </p>
      ) : null}
      <VisuallyHidden role="status" aria-live="polite">
        {useSaidOnce(text)}
      </VisuallyHidden>
    </>
  );
}

const againMs = 120_000;

/** What is said stays; whoever pauses and goes on is not announced again for a while. */
function useSaidOnce(text: string): string {
  const [said, setSaid] = useState('');
  const saidAt = useRef(new Map<string, number>());
  useEffect(() => {
    if (text === '' || Date.now() - (saidAt.current.get(text) ?? -againMs) < againMs) return;
    saidAt.current.set(text, Date.now());
    setSaid(text);
  }, [text]);
  return said;
}
