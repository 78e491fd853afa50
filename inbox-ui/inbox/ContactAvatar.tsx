import { MessengerIcon } from '../components/MessengerIcon.tsx';
import classes from './ContactAvatar.module.css';
import { initialsOf } from './list-pages.ts';

type Props = { name: string; messenger: string; size?: 'md' | 'lg' };

export function ContactAvatar({ name, messenger, size = 'md' }: Props) {
  return (
    <span className={classes.avatar} data-size={size}>
      <span className={classes.initials} aria-hidden dir="auto">
        {initialsOf(name)}
      </span>
      <span className={classes.messenger}>
        <MessengerIcon messenger={messenger} size={14} />
      </span>
    </span>
  );
}
