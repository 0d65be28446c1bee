import { useEffect } from 'react';

/** The browser tab's title, with the number of unread messages in front. */
export function usePageTitle(title: string, unread_count: number): void {
  useEffect(() => {
    document.title = unread_count > 0 ? `(${unread_count}) ${title}` : title;
  }, [title, unread_count]);
}
