import type { TextRange } from '../../gateway/contract/search.ts';
import classes from './Search.module.css';

type Props = { text: string; ranges: readonly TextRange[] };

/** A text with what was found in it, as the server says. */
export function Marked({ text, ranges }: Props) {
  const pieces = ranges.flatMap(({ start, end }, index) => [
    text.slice(ranges[index - 1]?.end ?? 0, start),
    <mark key={start} className={classes.mark}>
      {text.slice(start, end)}
    </mark>,
  ]);
  return [...pieces, text.slice(ranges.at(-1)?.end ?? 0)];
}
