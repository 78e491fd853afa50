import { useMemo } from 'react';
import classes from './MessageText.module.css';
import { segmentText } from './text-segments.ts';

/** A text as it was written: links lead out safely, numbers are read from left to right in every script. */
export function MessageText({ text }: { text: string }) {
  const segments = useMemo(() => segmentText(text), [text]);
  return segments.map((segment, index) => {
    if (segment.type === 'text') return segment.value;
    if (segment.type === 'code') {
      return (
        <bdi
          key={index}
          dir="ltr"
          className={segment.value.length <= 24 ? classes.unbroken : undefined}
        >
          {segment.value}
        </bdi>
      );
    }
    return (
      <bdi key={index} dir="ltr">
        <a
          href={segment.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          title={segment.href}
        >
          {segment.value}
        </a>
      </bdi>
    );
  });
}
