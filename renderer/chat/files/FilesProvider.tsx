import { Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Attachment } from '../../../protocol/entities';
import type { Sync } from '../../sync/sync';
import { lazily } from '../lazily';
import { kindOf } from './file_words';
import { FilesContext, type Files } from './files_context';

const Lightbox = lazily(async () => (await import('./Lightbox')).Lightbox);

/** Gives the bubbles of one conversation what their files need, and shows the picture that is opened. */
export function FilesProvider({ sync, room, children }: { sync: Sync; room: number; children: ReactNode }) {
  const [opened, setOpened] = useState<{ pictures: readonly Attachment[]; at: number } | null>(null);
  const files = useMemo(
    (): Files => ({
      sync,
      room,
      show(attachment) {
        const all = (sync.store.getState().timelines.get(room)?.messages ?? []).flatMap((message) => message.attachments).filter((one) => kindOf(one) === 'image');
        const at = all.findIndex((one) => one.id === attachment.id);
        setOpened(at < 0 ? { pictures: [attachment], at: 0 } : { pictures: all, at });
      },
    }),
    [sync, room],
  );
  const close = useCallback(() => setOpened(null), []);
  return (
    <FilesContext value={files}>
      {children}
      {opened && (
        <Suspense fallback={null}>
          <Lightbox {...opened} onClose={close} />
        </Suspense>
      )}
    </FilesContext>
  );
}
