import type { KeyboardEvent } from 'react';

/**
 * Arrows walk from the field through the results and back; Escape leaves the results, then the search. Enter is the
 * link's own. For the element around both; results are links with `data-result`.
 */
export function useResultKeys(onLeave: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const { currentTarget: pane, target } = event;
    const field = pane.querySelector<HTMLInputElement>('input[type="search"]');
    const isResult = target instanceof HTMLElement && target.matches('[data-result]');
    if (target !== field && !isResult) return;
    if (event.key === 'Escape') {
      if (isResult) field?.focus();
      else onLeave();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const stops = [field, ...pane.querySelectorAll<HTMLElement>('[data-result]')];
      const step = event.key === 'ArrowDown' ? 1 : -1;
      stops[stops.indexOf(target as HTMLInputElement) + step]?.focus();
    } else if (event.key === 'Enter' && target === field) {
      pane.querySelector<HTMLElement>('[data-result]')?.click();
    } else return;
    event.preventDefault();
  };
}
