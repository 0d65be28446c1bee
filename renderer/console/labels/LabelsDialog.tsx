import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Label } from '../../../protocol/labels';
import type { Room } from '../../../protocol/entities';
import { LABEL_COLORS, LABEL_NAME_MAX } from '../../../protocol/limits';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { runDeed } from '../bulk/run';
import { useChat, useConsole, useDesk } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { IconButton } from '../IconButton';
import { PencilIcon, PlusIcon } from '../icons';
import { clientName } from '../inbox/client';
import { teamProblem } from '../team/SeatActions';
import { labelTexts } from './label_texts';
import { LabelForm } from './LabelForm';
import { LabelName } from './LabelChips';

/** Which labels are on one room, or on many: each is put on and taken off with one key, and a new one is made by typing its name. */
export function LabelsDialog() {
  const { desk } = useConsole();
  const ids = useDesk((state) => state.labelling);
  if (ids === null) return null;
  return <Opened key={ids.join()} ids={ids} onClose={() => desk.setState({ labelling: null })} />;
}

function Opened({ ids, onClose }: { ids: readonly number[]; onClose: () => void }) {
  const t = useTexts(labelTexts);
  const language = useLanguage();
  const value = useConsole();
  const { sync } = value;
  const known = useChat((state) => state.rooms);
  const rooms = ids.flatMap((id) => known.get(id)?.room ?? []);
  const catalogue = useChat((state) => state.labels);
  const [query, setQuery] = useState('');
  const [editing, setEditing] = useState<number | null>(null);
  const [problem, setProblem] = useState('');
  /** What was ticked just now, until the server has answered. */
  const [ticked, setTicked] = useState<ReadonlyMap<number, boolean>>(new Map());
  const fail = (error: unknown) => setProblem(teamProblem(error, language));

  const wanted = query.trim().toLocaleLowerCase();
  const has = (room: Room, label: Label) => room.labels?.includes(label.id) ?? false;
  const labels = catalogue.filter((label) => label.name.toLocaleLowerCase().includes(wanted) && (!label.is_retired || label.is_editable || rooms.some((room) => has(room, label))));
  const mayMake = wanted !== '' && !catalogue.some(({ name, is_retired }) => !is_retired && name.toLocaleLowerCase() === wanted);

  const toggle = async (label: Label, isOn: boolean) => {
    setProblem('');
    setTicked((before) => new Map(before).set(label.id, isOn));
    try {
      const [only] = rooms;
      if (rooms.length > 1) await runDeed(value, { kind: 'label', label: label.id, is_on: isOn }, rooms.map(({ id }) => id));
      else if (only) await sync.shelf?.label(only.id, label.id, isOn);
    } finally {
      setTicked((before) => new Map([...before].filter(([id]) => id !== label.id)));
    }
  };
  const make = async () => {
    const color = LABEL_COLORS[(catalogue.length + 1) % LABEL_COLORS.length]!;
    const label = await sync.shelf?.makeLabel({ name: query.trim(), color });
    setQuery('');
    if (label) await toggle(label, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const [first] = labels.filter(({ is_retired }) => !is_retired);
    if (mayMake && !first) make().catch(fail);
    else if (first && wanted !== '') toggle(first, !rooms.every((room) => has(room, first))).catch(fail);
  };

  const [one] = rooms;
  if (!one) return null;
  const edited = catalogue.find(({ id }) => id === editing);
  const title = edited ? t('edit', { name: cleanName(edited.name) }) : rooms.length === 1 ? t('of_room', { name: clientName(one), order: one.order }) : t('of_many', { count: rooms.length });
  return (
    <Dialog title={title} onClose={edited ? () => setEditing(null) : onClose} className="dialog-labels">
      {edited ? (
        <LabelForm label={edited} onDone={() => setEditing(null)} />
      ) : (
        <div className="label-form">
          <input
            className="plain-field"
            data-autofocus
            autoFocus
            dir="auto"
            aria-label={t('find')}
            placeholder={t('find')}
            autoComplete="off"
            maxLength={LABEL_NAME_MAX}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setProblem('');
            }}
            onKeyDown={onKeyDown}
          />
          {labels.length > 0 && (
            <ul className="label-list" aria-label={t('labels')}>
              {labels.map((label) => {
                const count = rooms.filter((room) => has(room, label)).length;
                const isOn = ticked.get(label.id) ?? count === rooms.length;
                const isPartly = !ticked.has(label.id) && count > 0 && !isOn;
                return (
                  <li key={label.id} className="label-item">
                    <label>
                      <input
                        type="checkbox"
                        checked={isOn}
                        ref={(box) => {
                          if (box) box.indeterminate = isPartly;
                        }}
                        disabled={label.is_retired && count === 0}
                        onChange={() => toggle(label, !isOn && !label.is_retired).catch(fail)}
                      />
                      <LabelName label={label} />
                      {(label.is_retired || isPartly) && <span className="label-note">{t(label.is_retired ? 'retired' : 'some')}</span>}
                    </label>
                    {label.is_editable && (
                      <IconButton name={t('edit', { name: cleanName(label.name) })} onClick={() => setEditing(label.id)}>
                        <PencilIcon size={14} />
                      </IconButton>
                    )}
                  </li>
                );
              })}
            </ul>
          )}
          {mayMake && (
            <button type="button" className="label-make" onClick={() => make().catch(fail)}>
              <PlusIcon size={14} /> {t('make', { name: query.trim() })}
            </button>
          )}
          {labels.length === 0 && !mayMake && <p className="form-hint">{t(wanted === '' ? 'none' : 'none_found')}</p>}
          <p className="form-error" role="alert">
            {problem}
          </p>
        </div>
      )}
    </Dialog>
  );
}
