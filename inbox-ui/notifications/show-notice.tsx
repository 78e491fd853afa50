import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { Notice } from './Notice.tsx';

const id = 'notice';
const shownMs = 8000;

type Told = Pick<Conversation, 'id' | 'contact'>;
/** Of the notice that is on the screen, the newest first. */
let shown: Told[] = [];

/** One notice, however many messages: what comes while it is shown changes it. */
export async function showNotice(told: Told[], open: (conversationId: string) => void) {
  await i18next.loadNamespaces('notifications');
  const isShown = shown.length > 0;
  const ids = new Set(told.map((one) => one.id));
  shown = [...told.toReversed(), ...shown.filter((one) => !ids.has(one.id))];
  const [newest, ...others] = shown;
  if (!newest) return;
  const notice = {
    id,
    role: 'status',
    autoClose: shownMs,
    closeButtonProps: { 'aria-label': i18next.t('notifications:notice.close') },
    message: (
      <Notice
        contact={newest.contact}
        others={others.length}
        onOpen={() => {
          notifications.hide(id);
          open(newest.id);
        }}
      />
    ),
    onClose: () => {
      shown = [];
    },
  };
  if (isShown) notifications.update(notice);
  else notifications.show(notice);
}
