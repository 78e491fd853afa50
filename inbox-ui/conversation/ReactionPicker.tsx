import { ActionIcon, Popover } from '@mantine/core';
import { IconMoodPlus } from '@tabler/icons-react';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { reactionEmojis } from '../../gateway/contract/signal.ts';
import { menuProps } from '../inbox/menu-props.ts';
import classes from './MessageItem.module.css';
import { useReact } from './use-react.ts';

/** A few emoji that every messenger takes. What opens is made when it is first wanted. */
export function ReactionPicker({ message }: { message: Message }) {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <OpenablePicker message={message} />;
  return <Target onClick={() => setWanted(true)} />;
}

function Target(props: ComponentProps<'button'> & { 'data-open'?: boolean | undefined }) {
  const { t } = useTranslation('conversation');
  return (
    <button
      type="button"
      {...props}
      className={classes.action}
      aria-label={t('reaction.add')}
      title={t('reaction.add')}
    >
      <IconMoodPlus size={17} stroke={1.75} aria-hidden />
    </button>
  );
}

/** The one that is set is taken back by choosing it again. */
function OpenablePicker({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const [isOpen, setOpen] = useState(true);
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
        <Target data-open={isOpen || undefined} onClick={() => setOpen(!isOpen)} />
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
