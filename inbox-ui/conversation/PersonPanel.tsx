import { Drawer } from '@mantine/core';
import { memo, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { ContactPanel } from '../contact/ContactPanel.tsx';
import classes from './ConversationPane.module.css';
import type { useContactPanel } from './use-contact-panel.ts';

type Props = { conversation: Conversation; panel: ReturnType<typeof useContactPanel> };

/** Beside the thread, or over it where there is no room. Its place is there at once, the rest when the thread is. */
export const PersonPanel = memo(function PersonPanel({ conversation, panel }: Props) {
  const { t } = useTranslation('conversation');
  const isTime = useDeferredValue(true, false);
  if (panel.isBeside) {
    return (
      <aside className={classes.panel} aria-label={t('panel.label')}>
        {isTime ? <ContactPanel conversation={conversation} /> : null}
      </aside>
    );
  }
  return (
    <Drawer
      opened={panel.isOpen}
      onClose={panel.toggle}
      position="right"
      size={360}
      title={t('panel.label')}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <ContactPanel conversation={conversation} />
    </Drawer>
  );
});
