import './transcript.css';
import { useState } from 'react';
import type { Room } from '../../protocol/entities';
import type { ExportFormat } from '../../protocol/exports';
import type { Sync } from '../sync/sync';
import { useLanguage, useTexts } from './language';
import { defineTexts } from './texts';
import { saveTranscript } from './transcript';

const transcriptTexts = defineTexts({
  html: { ru: 'Скачать переписку', en: 'Download the conversation' },
  print: { ru: 'Скачать для печати', en: 'Download for printing' },
  json: { ru: 'Скачать данные (JSON)', en: 'Download the data (JSON)' },
  notes: { ru: 'С внутренними заметками', en: 'With internal notes' },
  making: { ru: 'Готовим файл…', en: 'Preparing the file…' },
  failed: { ru: 'Не получилось. Попробуйте ещё раз', en: 'That did not work. Try again' },
});

export type TranscriptButtonsProps = {
  sync: Sync;
  room: Pick<Room, 'id' | 'order'>;
  formats: readonly ExportFormat[];
  /** Offers internal notes; for experts. */
  has_notes?: boolean;
  className: string;
};

/** Saves the conversation as a file: one button for each form. */
export function TranscriptButtons({ sync, room, formats, has_notes = false, className }: TranscriptButtonsProps) {
  const t = useTexts(transcriptTexts);
  const language = useLanguage();
  const [state, setState] = useState<'idle' | 'making' | 'failed'>('idle');
  const [notes, setNotes] = useState(false);
  const save = async (format: ExportFormat) => {
    setState('making');
    setState((await saveTranscript(sync, room, format, language, notes)) ? 'idle' : 'failed');
  };
  return (
    <div className="transcript">
      {formats.map((format) => (
        <button key={format} type="button" className={className} disabled={state === 'making'} onClick={() => void save(format)}>
          {t(format)}
        </button>
      ))}
      {has_notes && (
        <label className="transcript-notes">
          <input type="checkbox" checked={notes} onChange={(event) => setNotes(event.target.checked)} /> {t('notes')}
        </label>
      )}
      <p className="transcript-state" role="status">
        {state === 'making' ? t('making') : state === 'failed' ? t('failed') : ''}
      </p>
    </div>
  );
}
