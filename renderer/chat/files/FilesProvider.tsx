import { Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Attachment } from '../../../protocol/entities';
import type { Sync } from '../../sync/sync';
import { lazily } from '../lazily';
import { FilesContext, type Files } from './files_context';

const Viewer = lazily(async () => (await import('./Viewer')).Viewer);

/** Gives the bubbles of one conversation what their files need, and shows the picture or the document that is opened. */
export function FilesProvider({ sync, room, children }: { sync: Sync; room: number; children: ReactNode }) {
  const [opened, show] = useState<Attachment | null>(null);
  const files = useMemo((): Files => ({ sync, room, show }), [sync, room]);
  const close = useCallback(() => show(null), []);
  return (
    <FilesContext value={files}>
      {children}
      {opened && (
        <Suspense fallback={null}>
          <Viewer attachment={opened} onClose={close} />
        </Suspense>
      )}
    </FilesContext>
  );
}
