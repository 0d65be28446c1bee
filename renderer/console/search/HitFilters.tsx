import { dayNumberText } from '../../chat/dates';
import { fullName } from '../../chat/names';
import { useChat, useConsole, useDesk, useT } from '../context';
import { focusedPane } from '../panes/layout';
import type { HitFilter } from './hit_filter';

/** Where, from whom and when the message was written. */
export function HitFilters() {
  const t = useT();
  const { desk, me } = useConsole();
  const filter = useDesk((state) => state.hits);
  const here = useDesk((state) => focusedPane(state.layout)?.room ?? null);
  const room = useChat((state) => (here === null ? undefined : state.rooms.get(here)?.room));
  const change = (part: Partial<HitFilter>) => desk.setState((state) => ({ hits: { ...state.hits, ...part } }));
  const others = room?.participants.filter(({ user }) => user.id !== me.id) ?? [];
  const isKnown = filter.sender === null || filter.sender === me.id || others.some(({ user }) => user.id === filter.sender);
  const today = dayNumberText(new Date());

  return (
    <div className="hit-filters">
      <select aria-label={t('hits_where')} value={filter.room === null ? '' : 'here'} disabled={!room && filter.room === null} onChange={(event) => change({ room: event.target.value === '' ? null : here })}>
        <option value="">{t('hits_everywhere')}</option>
        {(room || filter.room !== null) && <option value="here">{t('hits_here', { order: room?.order ?? '' })}</option>}
      </select>
      <select aria-label={t('hits_who')} value={filter.sender ?? ''} onChange={(event) => change({ sender: event.target.value === '' ? null : Number(event.target.value) })}>
        <option value="">{t('hits_anyone')}</option>
        <option value={me.id}>{t('hits_me')}</option>
        {others.map(({ user }) => (
          <option key={user.id} value={user.id}>
            {fullName(user)}
          </option>
        ))}
        {!isKnown && <option value={filter.sender ?? ''}>{t('hits_someone')}</option>}
      </select>
      <label>
        <span>{t('hits_from')}</span>
        <input type="date" value={filter.from} max={filter.to || today} onChange={(event) => change({ from: event.target.value })} />
      </label>
      <label>
        <span>{t('hits_to')}</span>
        <input type="date" value={filter.to} min={filter.from} max={today} onChange={(event) => change({ to: event.target.value })} />
      </label>
      <label className="hit-filters-file">
        <input type="checkbox" checked={filter.has_file} onChange={(event) => change({ has_file: event.target.checked })} />
        {t('hits_with_file')}
      </label>
    </div>
  );
}
