import { useState } from 'react';
import type { Attachment } from '../../../protocol/entities';
import { kindOf } from './file_words';
import { useFiles } from './files_context';
import { Lightbox } from './Lightbox';
import { PdfViewer } from './pdf/PdfViewer';

/** What was opened, over everything: a document by itself, a picture among those of its conversation. */
export function Viewer({ attachment, onClose }: { attachment: Attachment; onClose(): void }) {
  const { sync, room } = useFiles();
  const [pictures] = useState(() => (sync.store.getState().timelines.get(room)?.messages ?? []).flatMap((message) => message.attachments).filter((one) => kindOf(one) === 'image'));
  if (kindOf(attachment) === 'pdf') return <PdfViewer attachment={attachment} onClose={onClose} />;
  const at = pictures.findIndex((one) => one.id === attachment.id);
  return <Lightbox pictures={at < 0 ? [attachment] : pictures} at={Math.max(0, at)} onClose={onClose} />;
}
