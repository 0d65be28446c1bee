import type { Room } from '../../../protocol/entities';
import type { Label } from '../../../protocol/labels';
import { useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { useChat } from '../context';
import { labelTexts } from './label_texts';
import './labels.css';

/** A label's dot and word. */
export function LabelName({ label }: { label: Label }) {
  return (
    <>
      <span className={`label-dot label-${label.color}`} />
      <bdi className="label-chip-name">{cleanName(label.name)}</bdi>
    </>
  );
}

/** Short words are not worth cutting: the longer ones give way to them. */
const SHORT = 6;

/** The labels on a room, as many as there is place for; how many there are besides. */
export function LabelChips({ room, max }: { room: Room; max: number }) {
  const t = useTexts(labelTexts);
  const catalogue = useChat((state) => state.labels);
  if (!room.labels || room.labels.length === 0) return null;
  const labels = catalogue.filter(({ id }) => room.labels?.includes(id));
  const [shown, others] = [labels.slice(0, max), labels.slice(max)];
  if (shown.length === 0) return null;
  const more = t('more', { count: others.length, names: others.map(({ name }) => cleanName(name)).join(', ') });
  return (
    <span className="label-chips">
      {shown.map((label) => (
        <span key={label.id} className={`label-chip ${label.is_retired ? 'is-retired' : ''} ${label.name.length > SHORT ? '' : 'is-short'}`} title={label.is_retired ? `${cleanName(label.name)} (${t('retired')})` : cleanName(label.name)}>
          <LabelName label={label} />
        </span>
      ))}
      {others.length > 0 && (
        <span className="label-more" title={more}>
          <span aria-hidden="true">+{others.length}</span>
          <span className="visually-hidden">{more}</span>
        </span>
      )}
    </span>
  );
}
