import { Button } from '@mantine/core';
import { IconLock, IconSend2 } from '@tabler/icons-react';
import { useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelCapabilities } from '../../gateway/contract/channel.ts';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import type { Message } from '../../gateway/contract/message.ts';
import { unfilledVariables } from '../../gateway/contract/saved-reply.ts';
import { SuggestionList } from '../writing/SuggestionList.tsx';
import { UnfilledNote } from '../writing/UnfilledNote.tsx';
import { selectVariable } from '../writing/select-variable.ts';
import { useDrafts } from '../writing/use-drafts.ts';
import { useMentioned } from '../writing/use-mentioned.ts';
import { useSuggestions } from '../writing/use-suggestions.ts';
import type { useUploads } from '../writing/use-uploads.ts';
import classes from './Composer.module.css';
import { ComposerModes, type ComposerMode } from './ComposerModes.tsx';
import { ComposerNotice } from './ComposerNotice.tsx';
import { ComposerTools } from './ComposerTools.tsx';
import { LengthMeter } from './LengthMeter.tsx';
import { QuoteChip } from './QuoteChip.tsx';
import type { ReplyBlock, ReplyWarning } from './reply-block.ts';
import { TextField } from './TextField.tsx';
import { measureText } from './text-limits.ts';
import { UploadTray } from './UploadTray.tsx';
import type { Outgoing } from './use-outbox.ts';
import { useTyping } from './use-typing.ts';

type Props = {
  conversation: Conversation;
  capabilities: ChannelCapabilities | undefined;
  block: ReplyBlock | null;
  warning: ReplyWarning | null;
  mode: ComposerMode;
  onMode: (mode: ComposerMode) => void;
  quoted: Message | null;
  onQuoteEnd: () => void;
  files: ReturnType<typeof useUploads>;
  onSend: (outgoing: Outgoing) => void;
  /** Null where the channel has no templates. */
  onTemplate: (() => void) | null;
  /** A text that comes back to be changed; `turn` tells two equal ones apart. */
  returned: { text: string; isNote: boolean; turn: number } | null;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Whether the contact sees that somebody writes. */
  showsTyping: boolean;
};

/** Reply and Note: two states that can't be mistaken for each other. */
export function Composer(props: Props) {
  const { conversation, capabilities, block, warning, mode, onMode } = props;
  const { quoted, onQuoteEnd, files, onSend, onTemplate, returned, field, showsTyping } = props;
  const { t } = useTranslation(['conversation', 'writing']);
  const drafts = useDrafts(conversation.id);
  const isNote = mode === 'note';
  const draft = isNote ? drafts.note : drafts.reply;
  const { text } = draft;
  const sayTyping = useTyping(conversation.id, showsTyping && !isNote);
  const mentioned = useMentioned();
  const suggestions = useSuggestions({
    conversation,
    field,
    text,
    isNote,
    onChosen: ({ id }) => {
      if (isNote) mentioned.choose(id);
      else if (field.current) selectVariable(field.current);
    },
  });
  const isBlocked = !isNote && block !== null;
  const length = measureText(text, isNote ? undefined : capabilities);
  const [unfilled] = isNote ? [] : unfilledVariables(text);

  const { uploads } = files;
  const isUploading = uploads.some(({ state }) => state === 'uploading');
  const hasProblem = uploads.some(({ state }) => state === 'refused' || state === 'failed');
  const hasContent = text.trim() !== '' || uploads.length > 0;
  const isReady = hasContent && !isUploading && !hasProblem;
  const canSend = isReady && !isBlocked && !length.isOver && !unfilled;

  useReturned(returned, drafts);

  function send() {
    if (unfilled && field.current) selectVariable(field.current);
    if (!canSend) return;
    const attachments = uploads.flatMap(({ attachment }) => attachment ?? []);
    onSend({
      isNote,
      text,
      attachments,
      replyToId: isNote ? null : (quoted?.id ?? null),
      ...(isNote && { mentionIds: mentioned.idsIn(text) }),
    });
    files.clear();
    draft.clear();
    onQuoteEnd();
    field.current?.focus();
  }

  return (
    <section className={classes.composer} data-mode={mode} aria-label={t(`composer.${mode}.label`)}>
      <ComposerModes mode={mode} onMode={onMode} replyWindowUntil={conversation.replyWindowUntil} />
      <ComposerNotice
        block={isNote ? null : block}
        warning={isNote ? null : warning}
        onNote={() => onMode('note')}
        onTemplate={onTemplate}
      />
      {isBlocked ? null : (
        <div className={classes.box}>
          {quoted && !isNote ? <QuoteChip message={quoted} onRemove={onQuoteEnd} /> : null}
          <UploadTray files={files} />
          <SuggestionList
            suggestions={suggestions}
            field={field}
            label={t(isNote ? 'writing:picker.mentions' : 'writing:picker.replies')}
          >
            <TextField
              field={field}
              value={text}
              onChange={(changed) => {
                draft.type(changed);
                sayTyping(changed);
              }}
              onSend={send}
              onFiles={files.add}
              label={t(`composer.${mode}.label`)}
              placeholder={t(`composer.${mode}.placeholder`)}
              suggestions={suggestions}
            />
          </SuggestionList>
          {unfilled ? (
            <UnfilledNote
              variable={unfilled}
              onShow={() => field.current && selectVariable(field.current)}
            />
          ) : null}
          <div className={classes.bar}>
            <ComposerTools
              files={files}
              capabilities={isNote ? undefined : capabilities}
              isNote={isNote}
              onTemplate={onTemplate}
              onSuggest={suggestions.open}
            />
            <LengthMeter length={length} />
            <Button
              className={classes.send}
              size="sm"
              aria-disabled={!canSend}
              data-disabled={!canSend || undefined}
              leftSection={
                isNote ? (
                  <IconLock size={16} aria-hidden />
                ) : (
                  <IconSend2 className="mirrored" size={16} aria-hidden />
                )
              }
              onMouseDown={(event) => event.preventDefault()}
              onClick={send}
            >
              {t(isUploading ? 'composer.uploading' : `composer.${mode}.send`)}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

/** Puts an unsent text back into its field, behind what has been written there meanwhile. */
function useReturned(returned: Props['returned'], drafts: ReturnType<typeof useDrafts>) {
  const latest = useRef(drafts);
  useEffect(() => {
    latest.current = drafts;
  });
  useEffect(() => {
    if (!returned) return;
    const { text, type } = latest.current[returned.isNote ? 'note' : 'reply'];
    type(text.trim() === '' ? returned.text : `${text}\n${returned.text}`);
  }, [returned]);
}
