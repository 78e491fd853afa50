import { ActionIcon, CloseButton, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowLeft, IconFilter, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { FilterForm } from './FilterForm.tsx';
import classes from './Search.module.css';
import type { SearchAsked } from './search-url.ts';

type Props = { asked: SearchAsked; backTo: string; onAsk: (asked: SearchAsked) => void };

const pauseMs = 200;

export function SearchField({ asked, backTo, onAsk }: Props) {
  const { t } = useTranslation('search');
  const [text, setText] = useState(asked.q);
  const { conversationId } = useParams();
  const field = useRef<HTMLInputElement>(null);
  const askLater = useDebouncedCallback((q: string) => onAsk({ ...asked, q }), pauseMs);
  useEffect(() => {
    // Back and forward change what is asked, typing does not come back from the URL.
    if (document.activeElement !== field.current) setText(asked.q);
  }, [asked.q]);

  function change(next: string) {
    setText(next);
    askLater(next);
  }

  return (
    <search className={classes.bar}>
      <ActionIcon
        component={Link}
        to={backTo}
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('leave')}
        title={t('leave')}
      >
        <IconArrowLeft className="mirrored" size={20} stroke={1.75} aria-hidden />
      </ActionIcon>
      <TextInput
        ref={field}
        type="search"
        className={classes.field}
        aria-label={t('field')}
        placeholder={t('placeholder')}
        dir="auto"
        maxLength={200}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
        rightSection={
          text ? (
            <CloseButton
              aria-label={t('clear')}
              onClick={() => {
                change('');
                field.current?.focus();
              }}
            />
          ) : null
        }
        autoFocus={conversationId === undefined}
      />
      <Popover position="bottom-end" width={280} trapFocus>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('filter.title')}
            title={t('filter.title')}
          >
            <IconFilter size={20} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterForm asked={asked} onAsk={onAsk} />
        </Popover.Dropdown>
      </Popover>
    </search>
  );
}
