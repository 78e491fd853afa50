import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import type { Message } from '../../gateway/contract/message.ts';
import { AlertBanner } from '../assistant/AlertBanner.tsx';
import { AssistantBanner } from '../assistant/AssistantBanner.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { PageLoader } from '../components/PageLoader.tsx';
import { usePageTitle } from '../components/use-page-title.ts';
import { useStable } from '../components/use-stable.ts';
import { useShortcuts } from '../inbox/use-list-keys.ts';
import { useFoundWords } from '../search/use-found-words.ts';
import { useWriteCommand } from '../search/use-write-command.ts';
import { Composer } from './Composer.tsx';
import type { ComposerMode } from './ComposerModes.tsx';
import { ConversationHeader } from './ConversationHeader.tsx';
import classes from './ConversationPane.module.css';
import { DropZone } from './DropZone.tsx';
import type { Pending, TemplateChoice } from './outbox.ts';
import { PersonPanel } from './PersonPanel.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';
import { Thread } from './Thread.tsx';
import { ThreadImages } from './ThreadImages.tsx';
import { useJumpFromUrl } from './use-jump-from-url.ts';
import { ThreadContext } from './thread-context.ts';
import { useChannelOf } from './use-channel.ts';
import { useContactPanel } from './use-contact-panel.ts';
import { useConversationActions } from './use-conversation.ts';
import { useFirstUnread } from './use-first-unread.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useOutbox } from './use-outbox.ts';
import { useThread } from './use-thread.ts';
import { useAuthors } from './use-authors.ts';
import { uploadsOf } from '../writing/upload-store.ts';
import { useUploads } from '../writing/use-uploads.ts';
import { WritingLine } from './WritingLine.tsx';

type Props = { conversation: Conversation; backTo: string; onDone: () => void };

/** Header, thread, composer and what is known about the person. */
export function OpenConversation({ conversation, backTo, onDone }: Props) {
  const { t } = useTranslation('conversation');
  const thread = useThread(conversation.id);
  const { messages } = thread;
  const outbox = useOutbox(conversation.id, thread.newest);
  const actions = useConversationActions(conversation);
  const { capabilities, block, warning, showsTyping } = useChannelOf(conversation);
  const panel = useContactPanel();
  const authorOf = useAuthors(conversation);
  const isWatched = useMarkRead(conversation, !thread.isPending);
  const firstUnreadId = useFirstUnread(thread.newest, conversation.unreadCount, isWatched);
  const [mode, setMode] = useState<ComposerMode>('reply');
  const files = useUploads(conversation.id, mode === 'note', capabilities);
  const [quoted, setQuoted] = useState<Message | null>(null);
  const [openedImage, setOpenedImage] = useState<string | null>(null);
  const [returned, setReturned] = useState<{ text: string; isNote: boolean; turn: number } | null>(
    null,
  );
  const [template, setTemplate] = useState<{ earlier: TemplateChoice | null } | null>(null);
  const [assignOpen, setAssignOpen] = useState(false);
  const [jump, setJump] = useJumpFromUrl();
  const field = useRef<HTMLTextAreaElement>(null);
  useFoundWords(conversation.id);
  usePageTitle(conversation.contact.displayName);

  const write = useCallback((next: ComposerMode) => {
    setMode(next);
    requestAnimationFrame(() => field.current?.focus());
  }, []);

  useWriteCommand(write);
  useShortcuts({
    reply: () => write('reply'),
    note: () => write('note'),
    close: () => (conversation.status === 'closed' ? actions.reopen() : actions.close(onDone)),
    assign: () => setAssignOpen(true),
  });

  const hasTemplates = capabilities?.hasTemplates ?? false;
  const onTemplate = useMemo(
    () => (hasTemplates ? () => setTemplate({ earlier: null }) : null),
    [hasTemplates],
  );
  const canReact = block === null && (capabilities?.hasReactions ?? false);
  const context = useMemo(
    () => ({
      contactName: conversation.contact.displayName,
      channelId: conversation.channel.id,
      canQuote: capabilities?.hasReplyTo ?? false,
      canReact,
      authorOf,
      onQuote: (message: Message) => {
        setQuoted(message);
        write('reply');
      },
      onJump: (messageId: string) => setJump((now) => ({ messageId, turn: (now?.turn ?? 0) + 1 })),
      onOpenImage: setOpenedImage,
      onTemplate,
    }),
    [
      conversation.contact.displayName,
      conversation.channel.id,
      capabilities?.hasReplyTo,
      canReact,
      authorOf,
      setJump,
      onTemplate,
      write,
    ],
  );

  function sendTemplate(choice: TemplateChoice, text: string) {
    setTemplate(null);
    outbox.send({ isNote: false, text, attachments: [], replyToId: null, template: choice });
  }

  const discard = useStable((pending: Pending) => {
    outbox.discard(pending.clientMessageId);
    if (pending.template) {
      setTemplate({ earlier: pending.template });
      return;
    }
    uploadsOf(conversation.id, pending.isNote).putBack(pending.attachments);
    setReturned((now) => ({
      text: pending.text,
      isNote: pending.isNote,
      turn: (now?.turn ?? 0) + 1,
    }));
    write(pending.isNote ? 'note' : 'reply');
  });

  return (
    <ThreadContext value={context}>
      <div className={classes.split} data-panel={panel.isBeside || undefined}>
        <DropZone isEnabled={mode === 'note' || block === null} onFiles={files.add}>
          <section
            className={classes.pane}
            aria-label={t('thread.pane', { name: conversation.contact.displayName })}
          >
            <ConversationHeader
              conversation={conversation}
              actions={actions}
              backTo={backTo}
              onDone={onDone}
              isPanelOpen={panel.isOpen}
              onPanel={panel.toggle}
              assignOpen={assignOpen}
              onAssignOpen={setAssignOpen}
            />
            <AlertBanner conversation={conversation} />
            <AssistantBanner conversation={conversation} actions={actions} />
            {thread.isPending ? (
              <PageLoader />
            ) : thread.error && messages.length === 0 ? (
              <ErrorNote error={thread.error} onRetry={thread.retry} isPage />
            ) : (
              <Thread
                conversationId={conversation.id}
                thread={thread}
                pending={outbox.pending}
                firstUnreadId={firstUnreadId}
                jump={jump}
                onRetryPending={outbox.retry}
                onDiscardPending={discard}
              />
            )}
            <WritingLine conversationId={conversation.id} mode={mode} field={field} />
            <Composer
              conversation={conversation}
              capabilities={capabilities}
              block={block}
              warning={warning}
              mode={mode}
              onMode={write}
              quoted={quoted}
              onQuoteEnd={() => setQuoted(null)}
              files={files}
              onSend={outbox.send}
              onTemplate={onTemplate}
              returned={returned}
              field={field}
              showsTyping={showsTyping}
            />
          </section>
        </DropZone>
        <PersonPanel conversation={conversation} panel={panel} />
      </div>
      {template ? (
        <TemplateDialog
          conversation={conversation}
          earlier={template.earlier}
          onClose={() => setTemplate(null)}
          onSend={sendTemplate}
        />
      ) : null}
      <ThreadImages
        messages={messages}
        openedId={openedImage}
        onClose={() => setOpenedImage(null)}
      />
    </ThreadContext>
  );
}
