import { Button } from 'antd';
import { useState } from 'react';
import type { SavedView } from '../../../protocol/views';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { countListed } from '../../store/views';
import { useChat, useConsole, useDesk } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { IconButton } from '../IconButton';
import { ChevronIcon, PencilIcon, PlusIcon, TrashIcon } from '../icons';
import { teamProblem } from '../team/SeatActions';
import { ViewForm } from './ViewForm';
import { viewTexts } from './view_texts';
import './views.css';

type Removed = { view: SavedView; place: number };

/** The user's own views: made, changed, put into another order, deleted and brought back. */
export function ViewsDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(viewTexts);
  const language = useLanguage();
  const { desk, sync } = useConsole();
  const views = useChat((state) => state.views);
  const editing = useDesk((state) => state.editing_view);
  const [removed, setRemoved] = useState<Removed | null>(null);
  const [problem, setProblem] = useState('');
  // Whoever came for one view is done when it is kept.
  const [isForOne] = useState(editing !== null);
  const edited = views.find(({ id }) => id === editing);
  const shelf = sync.shelf;
  const attempt = (work: Promise<unknown> | undefined) => {
    setProblem('');
    work?.catch((error: unknown) => setProblem(teamProblem(error, language)));
  };
  const move = (index: number, by: 1 | -1) => {
    const ids = views.map(({ id }) => id);
    const [id] = ids.splice(index, 1);
    attempt(shelf?.arrangeViews(ids.toSpliced(index + by, 0, id!)));
  };
  const remove = (view: SavedView, place: number) => attempt(shelf?.deleteView(view.id).then(() => setRemoved({ view, place })));
  const bringBack = ({ view, place }: Removed) => attempt(shelf?.makeView({ name: view.name, rule: view.rule, place }).then(() => setRemoved(null)));
  const back = () => (isForOne ? onClose() : desk.setState({ editing_view: null }));

  if (editing === 'new' || edited) {
    return (
      <Dialog key="form" title={edited ? t('edit_view', { name: cleanName(edited.name) }) : t('new_view')} onClose={back} className="dialog-views">
        <ViewForm view={edited ?? null} onDone={back} />
      </Dialog>
    );
  }
  return (
    <Dialog key="list" title={t('views')} onClose={onClose} className="dialog-views">
      <div className="dialog-column">
        {views.length === 0 && <p className="form-hint">{t('none')}</p>}
        <ul className="view-rows" aria-label={t('own')}>
          {views.map((view, index) => {
            const name = cleanName(view.name);
            return (
              <li key={view.id} className="view-row">
                <bdi className="view-row-name">{name}</bdi>
                <RowCount id={view.id} />
                <IconButton name={t('up', { name })} is_disabled={index === 0} onClick={() => move(index, -1)}>
                  <span className="view-turned">
                    <ChevronIcon size={14} />
                  </span>
                </IconButton>
                <IconButton name={t('down', { name })} is_disabled={index === views.length - 1} onClick={() => move(index, 1)}>
                  <ChevronIcon size={14} />
                </IconButton>
                <IconButton name={t('edit', { name })} onClick={() => desk.setState({ editing_view: view.id })}>
                  <PencilIcon size={14} />
                </IconButton>
                <IconButton name={t('remove', { name })} onClick={() => remove(view, index)}>
                  <TrashIcon size={14} />
                </IconButton>
              </li>
            );
          })}
        </ul>
        <div role="status">
          {removed && (
            <p className="view-removed form-hint">
              {t('removed', { name: cleanName(removed.view.name) })}
              <button type="button" className="link-button" onClick={() => bringBack(removed)}>
                {t('undo')}
              </button>
            </p>
          )}
        </div>
        <p className="form-error" role="alert">
          {problem}
        </p>
        <div className="form-buttons">
          <Button icon={<PlusIcon size={14} />} onClick={() => desk.setState({ editing_view: 'new' })}>
            {t('new_view')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function RowCount({ id }: { id: number }) {
  const language = useLanguage();
  return <span className="view-row-count">{useChat((state) => countListed(state, `view:${id}`)).toLocaleString(language)}</span>;
}
