import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../language';
import { useOwnDocument } from '../own_document';
import { FileIcon, type FileIconName } from './FileIcon';
import { filesTexts } from './files_texts';

type Source = { key: 'attach_camera' | 'attach_gallery' | 'attach_any'; icon: FileIconName; accept?: string; capture?: 'environment' };

/** A phone's own chooser leaves the camera out unless pictures are asked for. */
const SOURCES: readonly Source[] = [
  { key: 'attach_camera', icon: 'camera', accept: 'image/*', capture: 'environment' },
  { key: 'attach_gallery', icon: 'picture', accept: 'image/*,video/*' },
  { key: 'attach_any', icon: 'file' },
];

export type AttachButtonProps = { is_disabled: boolean; onFiles(files: readonly File[]): void };

/** Chooses files; on a touch screen it asks where from. */
export function AttachButton({ is_disabled, onFiles }: AttachButtonProps) {
  const t = useTexts(filesTexts);
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  const button = useRef<HTMLButtonElement>(null);
  const any = SOURCES.length - 1;

  const view = useOwnDocument();
  useEffect(() => {
    if (!isOpen) return;
    place.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const onPointer = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node)) setIsOpen(false);
    };
    view.addEventListener('pointerdown', onPointer);
    return () => view.removeEventListener('pointerdown', onPointer);
  }, [view, isOpen]);

  const choose = (index: number) => {
    setIsOpen(false);
    inputs.current[index]?.click();
  };
  return (
    <div
      ref={place}
      className="attach-place"
      onKeyDown={(event) => {
        if (!isOpen) return;
        const items = [...(place.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
        const at = items.indexOf(view.activeElement as HTMLElement);
        if (event.key === 'Escape') {
          setIsOpen(false);
          button.current?.focus();
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          items[(at + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length]?.focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        ref={button}
        type="button"
        className="icon-button composer-tool"
        data-action="attach"
        aria-label={t('attach_file')}
        title={t('attach_file')}
        aria-haspopup={isCoarse() ? 'menu' : undefined}
        aria-expanded={isCoarse() ? isOpen : undefined}
        disabled={is_disabled}
        onClick={() => (isCoarse() ? setIsOpen(!isOpen) : choose(any))}
      >
        <FileIcon name="attach" />
      </button>
      {SOURCES.map(({ key, accept, capture }, index) => (
        <input
          key={key}
          ref={(input) => {
            inputs.current[index] = input;
          }}
          className="attach-input"
          type="file"
          data-source={key}
          multiple={capture === undefined}
          hidden
          tabIndex={-1}
          aria-label={t(key)}
          {...(accept === undefined ? {} : { accept })}
          {...(capture === undefined ? {} : { capture })}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            // The same file may be chosen again.
            event.target.value = '';
            if (files.length > 0) onFiles(files);
          }}
        />
      ))}
      {isOpen && (
        <div className="attach-menu" role="menu" aria-label={t('attach_file')}>
          {SOURCES.map(({ key, icon }, index) => (
            <button key={key} type="button" role="menuitem" onClick={() => choose(index)}>
              <FileIcon name={icon} />
              {t(key)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function isCoarse(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
