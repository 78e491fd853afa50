import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

type Props = { icon?: ReactNode; heading?: ReactNode; children: ReactNode; action?: ReactNode };

/** One sentence and one action. */
export function EmptyState({ icon, heading, children, action }: Props) {
  return (
    <div className={classes.empty}>
      {icon}
      {heading ? <h1 className={classes.heading}>{heading}</h1> : null}
      <p className={classes.text}>{children}</p>
      {action ? <div className={classes.actions}>{action}</div> : null}
    </div>
  );
}
