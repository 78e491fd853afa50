import { useMemo } from 'react';
import { segmentMentions } from '../writing/mentions.ts';
import classes from './MessageText.module.css';
import { segmentText } from './text-segments.ts';

type Props = { text: string; mentions?: readonly { displayName: string }[] };

/** A text as it was written, and who of us is named in it. */
export function MessageText({ text, mentions = [] }: Props) {
  if (mentions.length === 0) return <Stretch text={text} />;
  const names = mentions.map(({ displayName }) => displayName);
  return segmentMentions(text, names).map((segment, index) =>
    segment.isMention ? (
      <bdi key={index} className={classes.mention}>
        {segment.text}
      </bdi>
    ) : (
      <Stretch key={index} text={segment.text} />
    ),
  );
}

/** Links lead out safely, numbers are read from left to right in every script. */
function Stretch({ text }: { text: string }) {
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
