import { useMediaQuery } from '@mantine/hooks';

/** A device that is written on with the thumbs: there Enter is a new line. */
export function useIsTouch(): boolean {
  return (
    useMediaQuery('(hover: none) and (pointer: coarse)', undefined, {
      getInitialValueInEffect: false,
    }) ?? false
  );
}
