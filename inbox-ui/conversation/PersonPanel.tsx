import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { ContactPanel } from '../contact/ContactPanel.tsx';
import classes from './ConversationPane.module.css';
import type { useContactPanel } from './use-contact-panel.ts';

type Props = { conversation: Conversation; panel: ReturnType<typeof useContactPanel> };

/** Beside the thread, or over it where there is no room. */
export function PersonPanel({ conversation, panel }: Props) {
  const { t } = useTranslation('conversation');
  if (panel.isBeside) {
    return (
      <aside className={classes.panel} aria-label={t('panel.label')}>
        <ContactPanel conversation={conversation} />
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
}
