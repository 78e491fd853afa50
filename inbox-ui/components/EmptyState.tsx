import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

type Props = { icon?: ReactNode; children: ReactNode; action?: ReactNode };

/** One sentence and one action. */
export function EmptyState({ icon, children, action }: Props) {
  return (
    <div className={classes.empty}>
      {icon}
      <p className={classes.text}>{children}</p>
      {action ? <div className={classes.actions}>{action}</div> : null}
    </div>
  );
}
