import { IconUser } from '@tabler/icons-react';
import { MessengerIcon } from '../components/MessengerIcon.tsx';
import classes from './ContactAvatar.module.css';
import { initialsOf } from './list-pages.ts';

type Props = { name: string; messenger: string };

export function ContactAvatar({ name, messenger }: Props) {
  const initials = initialsOf(name);
  return (
    <span className={classes.avatar}>
      <span className={classes.initials} aria-hidden dir="auto">
        {initials || <IconUser size={20} stroke={1.5} />}
      </span>
      <span className={classes.messenger}>
        <MessengerIcon messenger={messenger} size={14} />
      </span>
    </span>
  );
}
