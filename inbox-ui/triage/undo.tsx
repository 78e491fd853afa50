import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import classes from './Undo.module.css';

type Offer = { text: string; label: string; undo: (() => Promise<void>) | null };

const offeredMs = 10_000;
let current: { id: string; undo: () => Promise<void> } | null = null;

/** Says what was done, and offers to take it back. Only the last change is offered. */
export function offerUndo({ text, label, undo }: Offer): void {
  if (current) notifications.hide(current.id);
  const id = crypto.randomUUID();
  current = undo && { id, undo };
  notifications.show({
    id,
    autoClose: offeredMs,
    onClose: () => {
      if (current?.id === id) current = null;
    },
    message: (
      <span className={classes.offer}>
        <span>{text}</span>
        {undo ? (
          <Button size="compact-sm" variant="light" onClick={undoLast}>
            {label}
          </Button>
        ) : null}
      </span>
    ),
  });
}

/** Takes the last change back while that is offered. */
export function undoLast(): void {
  if (!current) return;
  const { id, undo } = current;
  current = null;
  notifications.hide(id);
  void undo();
}
