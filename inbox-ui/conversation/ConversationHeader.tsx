import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconLayoutSidebarRight, IconUserCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { useIsPhone } from '../components/use-is-phone.ts';
import { MessengerIcon } from '../components/MessengerIcon.tsx';
import { PromiseMark } from '../profile/PromiseMark.tsx';
import { LabelsMenu } from '../triage/LabelsMenu.tsx';
import { AssignMenu } from './AssignMenu.tsx';
import { CloseButtons } from './CloseButtons.tsx';
import classes from './ConversationPane.module.css';
import { MoreMenu } from './MoreMenu.tsx';
import { SnoozeMenu } from './SnoozeMenu.tsx';
import { TopicMenu } from './TopicMenu.tsx';
import { Viewers } from './Viewers.tsx';
import type { ConversationActions } from './use-conversation.ts';

type Props = {
  conversation: Conversation;
  actions: ConversationActions;
  backTo: string;
  onDone: () => void;
  isPanelOpen: boolean;
  onPanel: () => void;
  assignOpen: boolean;
  onAssignOpen: (isOpen: boolean) => void;
};

export const ConversationHeader = memo(function ConversationHeader(props: Props) {
  const { conversation, actions, backTo, onDone, isPanelOpen, onPanel, assignOpen, onAssignOpen } =
    props;
  const { t } = useTranslation(['conversation', 'common']);
  const isPhone = useIsPhone();
  const { contact, channel, messenger } = conversation;
  const Heading = isPhone ? 'h1' : 'h2';
  return (
    <header className={classes.header}>
      {isPhone ? (
        <ActionIcon
          component={Link}
          to={backTo}
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t('header.back')}
        >
          <IconArrowLeft size={22} className="mirrored" aria-hidden />
        </ActionIcon>
      ) : null}
      <div className={classes.who}>
        <Heading className={classes.name} dir="auto">
          {contact.displayName}
        </Heading>
        <span className={classes.where}>
          <MessengerIcon messenger={messenger} size={15} isDecorative />
          <span>{t(`common:messenger.${messenger}`)} ·</span>
          <bdi>{channel.name}</bdi>
        </span>
      </div>
      {/* On a phone it would take the name's place; the panel shows it. */}
      {isPhone ? null : <PromiseMark promise={conversation.promise} />}
      <Viewers conversationId={conversation.id} />
      <div className={classes.actions}>
        <AssignMenu
          conversation={conversation}
          actions={actions}
          isOpen={assignOpen}
          onOpen={onAssignOpen}
          isCompact={isPhone}
        />
        {isPhone ? (
          <MoreMenu
            conversation={conversation}
            actions={actions}
            onDone={onDone}
            onPanel={onPanel}
          />
        ) : (
          <>
            <TopicMenu conversation={conversation} actions={actions} />
            <LabelsMenu conversation={conversation} actions={actions} />
            <SnoozeMenu conversation={conversation} actions={actions} />
            <CloseButtons conversation={conversation} actions={actions} onDone={onDone} />
            <ActionIcon
              variant={isPanelOpen ? 'light' : 'subtle'}
              color={isPanelOpen ? undefined : 'gray'}
              size={36}
              aria-label={t('panel.toggle')}
              aria-expanded={isPanelOpen}
              title={t('panel.toggle')}
              onClick={onPanel}
            >
              {isPanelOpen ? (
                <IconLayoutSidebarRight size={20} stroke={1.75} className="mirrored" aria-hidden />
              ) : (
                <IconUserCircle size={20} stroke={1.75} aria-hidden />
              )}
            </ActionIcon>
          </>
        )}
      </div>
    </header>
  );
});
