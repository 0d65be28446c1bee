const paths = {
  attach: 'M19.5 11.5 12 19a4.9 4.9 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.7l-7.8 7.8a1.6 1.6 0 0 1-2.3-2.3l7-7',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4ZM12 10a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4Z',
  picture: 'M4 5h16v14H4ZM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15 9v.01',
  file: 'M6 3.5h8l4.5 4.5v12.5H6ZM14 3.5V8h4.5',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1M19.5 4v4h-4',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  forth: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6 6 18',
} as const;

export type FileIconName = keyof typeof paths;

/** A small line icon of what has to do with files. */
export function FileIcon({ name }: { name: FileIconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth={name === 'picture' || name === 'file' ? 1.6 : 1.8} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
