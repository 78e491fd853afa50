import { VisuallyHidden } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './NavigationList.module.css';
import { countText } from './count-text.ts';

type Props = {
  to: string;
  icon: Icon;
  label: string;
  isCurrent: boolean;
  count?: number | undefined;
  /** What is counted: conversations unless said otherwise. */
  countWord?: 'nav.count' | 'nav.due';
  /** What asks for this person's own hand stands out. */
  isUrgent?: boolean;
  onGo?: (() => void) | undefined;
};

/** One place to go in words, and how many wait there. */
export function NavigationItem(props: Props) {
  const { to, icon: Icon, label, isCurrent, count, isUrgent, onGo } = props;
  const { t } = useTranslation('common');
  return (
    <li>
      <Link
        to={to}
        className={classes.item}
        aria-current={isCurrent ? 'page' : undefined}
        title={label}
        {...(onGo && { onClick: onGo })}
      >
        <Icon size={20} stroke={1.6} aria-hidden className={classes.icon} />
        <span className={classes.label}>
          <bdi>{label}</bdi>
        </span>
        {count ? (
          <>
            <span
              className={classes.count}
              data-urgent={isUrgent || undefined}
              dir="ltr"
              aria-hidden
            >
              {countText(count)}
            </span>
            <VisuallyHidden>({t(props.countWord ?? 'nav.count', { count })})</VisuallyHidden>
          </>
        ) : null}
      </Link>
    </li>
  );
}
