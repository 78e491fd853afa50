import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Activity } from '../../gateway/contract/activity.ts';
import { TimeText } from '../components/TimeText.tsx';
import classes from './Activities.module.css';
import { isFolded } from './activity-places.ts';
import { useActivityText } from './use-activity-text.ts';

/** What was done to the conversation here, one line each; many in a row are folded into one. */
export function Activities({ lines }: { lines: readonly Activity[] | undefined }) {
  const { t } = useTranslation('together');
  const [isOpen, setOpen] = useState(false);
  if (!lines || lines.length === 0) return null;
  const last = lines.at(-1);
  if (!isFolded(lines) || !last) return <Lines lines={lines} />;
  return (
    <>
      <UnstyledButton
        className={classes.line}
        data-fold
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('activity.count', { count: lines.length })} · <TimeText at={last.at} />
      </UnstyledButton>
      {isOpen ? <Lines lines={lines} /> : null}
    </>
  );
}

function Lines({ lines }: { lines: readonly Activity[] }) {
  const textOf = useActivityText();
  return lines.map((activity) => (
    <p key={activity.id} className={classes.line}>
      {textOf(activity)} · <TimeText at={activity.at} />
    </p>
  ));
}
