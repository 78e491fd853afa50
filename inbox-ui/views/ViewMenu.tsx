import { ActionIcon, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconLock,
  IconPencil,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { View } from '../../gateway/contract/view.ts';
import { menuProps } from '../inbox/menu-props.ts';
import { pathOfView } from '../inbox/views.ts';
import { useSession } from '../session.tsx';
import { SaveViewDialog } from './save-view-dialog.ts';
import { useProblemNotice } from './use-problem-notice.ts';
import { useChangeView, useDeleteView, useMoveView, useRestoreView } from './use-views.ts';

/** What can be done with a saved view: its place in the navigation is one's own, the rest its owner's. */
export function ViewMenu({ view }: { view: View }) {
  const { t } = useTranslation('views');
  const { can, counselor } = useSession();
  const navigate = useNavigate();
  const [isRenaming, setRenaming] = useState(false);
  const { canMove, move } = useMoveView();
  const change = useChangeView();
  const restore = useRestoreView((restored) => void navigate(pathOfView(restored)));
  const remove = useDeleteView((deleted) => {
    void navigate('/inbox/open');
    const id = notifications.show({
      message: (
        <>
          {t('deleted', { name: deleted.name })}{' '}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              notifications.hide(id);
              restore.mutate(deleted.id);
            }}
          >
            {t('undo')}
          </Button>
        </>
      ),
      autoClose: 10_000,
    });
  });
  useProblemNotice(change.error ?? remove.error ?? restore.error);
  useEffect(() => SaveViewDialog.preload(), []);
  const mayShare = can('view.share') && (!view.isShared || view.owner?.id === counselor.id);
  return (
    <>
      <Menu {...menuProps} position="bottom-start" width={280}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('menu', { name: view.name })}
            title={t('menu', { name: view.name })}
          >
            <IconDots size={20} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {view.isShared ? (
            <Menu.Label>
              {view.owner ? t('sharedBy', { name: view.owner.displayName }) : t('shared')}
            </Menu.Label>
          ) : null}
          {view.mayChange ? (
            <Menu.Item leftSection={<IconPencil size={18} />} onClick={() => setRenaming(true)}>
              {t('rename')}
            </Menu.Item>
          ) : null}
          {view.mayChange && mayShare ? (
            <Menu.Item
              leftSection={view.isShared ? <IconLock size={18} /> : <IconUsersGroup size={18} />}
              onClick={() => change.mutate({ id: view.id, isShared: !view.isShared })}
            >
              {view.isShared ? t('unshare') : t('share')}
            </Menu.Item>
          ) : null}
          <Menu.Item
            leftSection={<IconArrowUp size={18} />}
            disabled={!canMove(view.id, -1)}
            onClick={() => move(view.id, -1)}
          >
            {t('up')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={18} />}
            disabled={!canMove(view.id, 1)}
            onClick={() => move(view.id, 1)}
          >
            {t('down')}
          </Menu.Item>
          {view.mayChange ? (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconTrash size={18} />} onClick={() => remove.mutate(view)}>
                {t('delete')}
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isRenaming ? (
        <SaveViewDialog query={view.filters} view={view} onClose={() => setRenaming(false)} />
      ) : null}
    </>
  );
}
