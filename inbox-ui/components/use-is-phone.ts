import { useMediaQuery } from '@mantine/hooks';

/** Below 768 px one pane is shown at a time. */
export function useIsPhone(): boolean {
  return (
    useMediaQuery('(max-width: 767.98px)', undefined, { getInitialValueInEffect: false }) ?? false
  );
}
