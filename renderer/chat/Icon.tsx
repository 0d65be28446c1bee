const paths = {
  send: 'M3.4 20.4 21 12 3.4 3.6 3.4 10.1 15 12 3.4 13.9Z',
  edit: 'M4 20h4L19 9l-4-4L4 16v4ZM13 7l4 4',
  delete: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  down: 'M6 10l6 6 6-6',
  reply: 'M10 6 4 12l6 6M4.5 12H13c4 0 7 2 7 6',
  history: 'M4 12a8 8 0 1 0 2.6-5.9M4 4v4h4M12 8v4.5l3 2',
  forward: 'M14 6l6 6-6 6M19.5 12H11c-4 0-7 2-7 6',
  smile: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5v.01M15 9.5v.01',
  later: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM12 7.500v5l3.300 2',
  unread: 'M13 5H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h1v4l4.500-4H18a2 2 0 0 0 2-2v-3M18.500 5.500v.01M18.500 4a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3Z',
  search: 'M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12ZM15 15l5 5',
  close: 'M6 6l12 12M18 6 6 18',
  warning: 'M12 4 3 19.500h18ZM12 10v4.500M12 17v.01',
  check: 'M4 12.5 9.5 18 20 6.5',
  back: 'M15 5l-7 7 7 7',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
} as const;

export type IconName = keyof typeof paths;

/** A small line icon; the button around it has the words. */
export function Icon({ name }: { name: IconName }) {
  const isFilled = name === 'send';
  return (
    <svg className="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path
        d={paths[name]}
        fill={isFilled ? 'currentColor' : 'none'}
        stroke={isFilled ? 'none' : 'currentColor'}
        strokeWidth={name === 'more' ? 3 : 1.8}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
