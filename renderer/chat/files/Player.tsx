import { useRef, useState } from 'react';
import type { Attachment } from '../../../protocol/entities';
import { useLanguage, useTexts } from '../language';
import { cleanName } from '../names';
import { useFreshFile } from './files_context';
import { playerTexts } from './player_texts';
import './player.css';

const SPEEDS = [1, 1.5, 2];

/** Sound or a film in its bubble, by the browser's own player; sound can be heard faster. */
export function Player({ attachment, kind, onUnplayable }: { attachment: Attachment; kind: 'video' | 'audio'; onUnplayable(): void }) {
  const t = useTexts(playerTexts);
  const language = useLanguage();
  const file = useFreshFile(attachment);
  const element = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const [speed, setSpeed] = useState(1);
  const Tag = kind;
  const hurry = () => {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]!;
    setSpeed(next);
    if (element.current) element.current.playbackRate = next;
  };
  const player = (
    <Tag
      key={file.turn}
      ref={element}
      className={`player player-${kind}`}
      src={file.url}
      controls
      preload="metadata"
      aria-label={cleanName(attachment.name)}
      // A fresh address begins at the usual speed.
      onLoadedMetadata={(event) => (event.currentTarget.playbackRate = speed)}
      onRateChange={(event) => setSpeed(event.currentTarget.playbackRate)}
      onError={() => void file.refresh().then((isFresh) => isFresh || onUnplayable())}
    />
  );
  if (kind === 'video') return player;
  const shown = new Intl.NumberFormat(language).format(speed);
  return (
    <div className="player-row">
      {player}
      <button type="button" className="player-speed" aria-label={t('speed', { speed: shown })} title={t('speed', { speed: shown })} onClick={hurry}>
        {shown}×
      </button>
    </div>
  );
}
