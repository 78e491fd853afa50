import { useEffect } from 'react';

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

/** What waits to be read, in front of the title. */
export function useTitleCount(unread: number) {
  useEffect(() => {
    count = unread;
    show();
    return () => {
      count = 0;
      show();
    };
  }, [unread]);
}


/** `(3) Channels – Lotse`; counts above 99 as `99+`. */
export function titleOf(name: string, unread: number): string {
  const prefix = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : '';
  return `${prefix}${name ? `${name} – ` : ''}Lotse`;
}

function show() {
  document.title = titleOf(page, count);
}
