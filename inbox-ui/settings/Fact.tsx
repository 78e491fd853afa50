import type { ReactNode } from 'react';
import classes from './Fact.module.css';

/** A name and what there is to say to it, inside a `dl`. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
