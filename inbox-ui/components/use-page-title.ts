import { useEffect } from 'react';
import { isBlurred, onBlur } from '../desk/blur.ts';
import { paintFavicon } from './favicon.ts';

let page = '';
let count = 0;

/** Names the page in the browser's tab: `(3) Channels – Lotse`. */
export function usePageTitle(name: string) {
  useEffect(() => {
    page = name;
    show();
    return () => {
      page = '';
      show();
    };
  }, [name]);
}

/** What waits for this person, in front of the title: their unread conversations and those nobody has taken. */
export function useTitleCount(waiting: number) {
  useEffect(() => {
    count = waiting;
    show();
    return () => {
      count = 0;
      show();
    };
  }, [waiting]);
}

/** `(3) Channels – Lotse`; counts above 99 as `99+`. */
export function titleOf(name: string, waiting: number): string {
  const prefix = waiting > 0 ? `(${waiting > 99 ? '99+' : waiting}) ` : '';
  return `${prefix}${name ? `${name} – ` : ''}Lotse`;
}

onBlur(show);

function show() {
  // It may be the name of a person.
  document.title = titleOf(isBlurred() ? '' : page, count);
  paintFavicon(count);
}
