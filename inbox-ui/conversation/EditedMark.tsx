import { Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listVersions, type Message } from '../../gateway/contract/message.ts';
import { call } from '../api.ts';
import { QueryView } from '../components/QueryView.tsx';
import { TimeText } from '../components/TimeText.tsx';
import { menuProps } from '../inbox/menu-props.ts';
import classes from './MessageItem.module.css';

/** That a message was changed, and on request what it said before. */
export function EditedMark({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={320}
      trapFocus
      returnFocus
      portalProps={menuProps.portalProps}
    >
      <Popover.Target>
        <button type="button" className={classes.edited} onClick={() => setOpen(!isOpen)}>
          {t('message.edited')}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('message.versions')}>
        {isOpen ? <Versions message={message} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function Versions({ message: { id, editedAt } }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const versions = useQuery({
    queryKey: ['versions', id, editedAt],
    queryFn: ({ signal }) => call(listVersions, { params: { id }, signal }),
  });
  return (
    <QueryView query={versions}>
      {({ items }) =>
        items.length === 0 ? (
          <p>{t('message.noVersions')}</p>
        ) : (
          // It scrolls, so the keyboard must reach it.
          <ul className={classes.versions} aria-label={t('message.versions')} tabIndex={0}>
            {items.map(({ text, replacedAt }) => (
              <li key={replacedAt}>
                <p dir="auto">{text ?? t('message.noText')}</p>
                <small>
                  {t('message.until')} <TimeText at={replacedAt} />
                </small>
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
