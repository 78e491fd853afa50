import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { usePreferences } from '../inbox/preferences.ts';
import classes from './NavigationList.module.css';

type Props = { name: string; title: string; children: ReactNode };

/** A part of the navigation that can be folded away; this browser remembers which are. */
export function NavigationGroup({ name, title, children }: Props) {
  const [{ closedGroups }, change] = usePreferences();
  const isOpen = !closedGroups.includes(name);
  const id = useId();
  return (
    <section className={classes.group}>
      <UnstyledButton
        className={classes.heading}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() =>
          change({
            closedGroups: isOpen
              ? [...closedGroups, name]
              : closedGroups.filter((other) => other !== name),
          })
        }
      >
        <span className={classes.label}>{title}</span>
        <IconChevronDown size={16} aria-hidden className={classes.chevron} />
      </UnstyledButton>
      <ul id={id} className={classes.items} hidden={!isOpen}>
        {children}
      </ul>
    </section>
  );
}
