import { ActionIcon, Popover } from '@mantine/core';
import { IconMoodPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { reactionEmojis } from '../../gateway/contract/signal.ts';
import { menuProps } from '../inbox/menu-props.ts';
import classes from './MessageItem.module.css';
import { useReact } from './use-react.ts';

/** A few emoji that every messenger takes; the one that is set is taken back by choosing it again. */
export function ReactionPicker({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const [isOpen, setOpen] = useState(false);
  const react = useReact(message);
  const ours = message.reactions.find(({ author }) => author === 'counselor')?.emoji;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="top"
      trapFocus
      returnFocus
      portalProps={menuProps.portalProps}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          data-open={isOpen || undefined}
          aria-label={t('reaction.add')}
          title={t('reaction.add')}
          onClick={() => setOpen(!isOpen)}
        >
          <IconMoodPlus size={17} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('reaction.add')}>
        <div className={classes.picker}>
          {reactionEmojis.map((emoji) => (
            <ActionIcon
              key={emoji}
              variant={emoji === ours ? 'light' : 'subtle'}
              size={36}
              aria-pressed={emoji === ours}
              aria-label={t('reaction.with', { emoji })}
              onClick={() => {
                setOpen(false);
                react.mutate(emoji === ours ? null : emoji);
              }}
            >
              <span className={classes.emoji} aria-hidden>
                {emoji}
              </span>
            </ActionIcon>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
