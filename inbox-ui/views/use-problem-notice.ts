import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useProblemText } from '../components/use-problem-text.ts';

/** Says at the edge of the screen what went wrong where no form can show it. */
export function useProblemNotice(error: unknown): void {
  const textOf = useProblemText();
  useEffect(() => {
    if (error) notifications.show({ color: 'red', message: textOf(error) });
    // Once an error; the words of another language are no new one.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [error]);
}
