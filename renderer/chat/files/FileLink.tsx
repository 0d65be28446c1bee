import { use, type MouseEvent, type ReactNode } from 'react';
import type { Attachment } from '../../../protocol/entities';
import { useFiles, useFreshFile } from './files_context';
import { SaveContext } from './save_context';

export type FileLinkProps = {
  attachment: Attachment;
  is_download?: boolean;
  className: string;
  /** What it is called where its content has no words. */
  label?: string | undefined;
  title: string;
  children: ReactNode;
};

/** A link to a file: to look at it in a tab of its own, or to save it. The desktop saves by itself. */
export function FileLink({ attachment, is_download = false, className, label, title, children }: FileLinkProps) {
  const { sync } = useFiles();
  const save = use(SaveContext);
  const file = useFreshFile(attachment);
  const href = is_download ? file.download_url : file.url;
  const isHere = is_download && sync.server === '';
  const renewIfStale = () => {
    if (file.isStale()) void file.refresh();
  };
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!file.isStale()) {
      if (!is_download || save === null) return;
      event.preventDefault();
      return save(file.download_url);
    }
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
