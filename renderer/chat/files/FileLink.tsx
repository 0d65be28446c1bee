import type { MouseEvent, ReactNode } from 'react';
import type { Attachment } from '../../../protocol/entities';
import { useFiles, useFreshFile } from './files_context';

export type FileLinkProps = {
  attachment: Attachment;
  is_download?: boolean;
  className: string;
  /** What it is called where its content has no words. */
  label?: string;
  title: string;
  children: ReactNode;
};

/** A link to a file: to look at it in a tab of its own, or to save it. In the desktop, which saves nothing itself, the system's browser has it. */
export function FileLink({ attachment, is_download = false, className, label, title, children }: FileLinkProps) {
  const { sync } = useFiles();
  const file = useFreshFile(attachment);
  const href = is_download ? file.download_url : file.url;
  const isHere = is_download && sync.server === '';
  const renewIfStale = () => {
    if (file.isStale()) void file.refresh();
  };
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!file.isStale()) return;
    event.preventDefault();
    const link = event.currentTarget;
    void file.refresh().then((isFresh) => isFresh && requestAnimationFrame(() => link.click()));
  };
  return (
    <a
      className={className}
      href={href}
      aria-label={label}
      title={title}
      {...(isHere ? { download: attachment.name } : { target: '_blank', rel: 'noopener noreferrer' })}
      onPointerEnter={renewIfStale}
      onFocus={renewIfStale}
      onClick={onClick}
    >
      {children}
    </a>
  );
}
