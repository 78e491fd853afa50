import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { usePreferences } from '../inbox/preferences.ts';

/** Beside the thread where there is room, else a sheet; open or not is remembered only where it stands beside. */
export function useContactPanel() {
  const hasRoom =
    useMediaQuery('(min-width: 1200px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [{ isPanelOpen }, change] = usePreferences();
  const [isSheetOpen, setSheetOpen] = useState(false);
  return useMemo(
    () => ({
      isOpen: hasRoom ? isPanelOpen : isSheetOpen,
      isBeside: hasRoom && isPanelOpen,
      toggle: () =>
        hasRoom ? change({ isPanelOpen: !isPanelOpen }) : setSheetOpen((isOpen) => !isOpen),
    }),
    [hasRoom, isPanelOpen, isSheetOpen, change],
  );
}
