import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { AllowedFrame } from '../../../protocol/admin';
import { listDate } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { PlusIcon } from '../icons';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { EmbedSnippet } from './EmbedSnippet';
import { FrameForm } from './FrameForm';
import { frameTexts } from './frame_texts';
import { AdminTable, PageState, Sure } from './parts';
import { useAdminCalls, useLoaded } from './use_admin';

/** The sites whose pages may show the chat: those of the server's configuration, and those that are allowed here. */
export function FramesPage() {
  const t = useTexts(adminTexts);
  const tf = useTexts(frameTexts);
  const language = useLanguage();
  const explain = useExplain();
  const calls = useAdminCalls();
  const load = useCallback(() => calls.frames(), [calls]);
  const loaded = useLoaded(load);
  const { value, reload } = loaded;
  const [isAdding, setIsAdding] = useState(false);
  const [removing, setRemoving] = useState<AllowedFrame | null>(null);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState('');

  const remove = async ({ id, origin }: AllowedFrame) => {
    setRemoving(null);
    const result = await calls.removeFrame(id);
    setFailed(result.ok ? '' : explain(result));
    setSaid(result.ok ? tf('removed', { site: origin }) : '');
    reload();
  };
  const isEmpty = value !== null && value.frames.length + value.configured.length === 0;

  return (
    <>
      <div className="admin-bar">
        <p className="soft admin-hint">{tf('hint')}</p>
        <Button type="primary" className="admin-bar-end" icon={<PlusIcon size={14} />} disabled={value === null} onClick={() => setIsAdding(true)}>
          {tf('new')}
        </Button>
      </div>
      {value?.has_secret === false && <p className="admin-problem">{tf('no_secret')}</p>}
      <PageState of={loaded} said={said} failed={failed} none={isEmpty && tf('none')} />
      {isEmpty && <p className="soft admin-next">{tf('none_next')}</p>}
      {value !== null && !isEmpty && (
        <AdminTable name={t('page_frames')} heads={[tf('site'), tf('note'), tf('added'), t('actions')]}>
          {value.configured.map((origin) => (
            <tr key={origin}>
              <th scope="row">
                <span className="admin-name admin-address admin-site">{origin}</span>
              </th>
              <td className="soft" colSpan={3}>
                {tf('configured')}
              </td>
            </tr>
          ))}
          {value.frames.map((frame) => (
            <tr key={frame.id}>
              <th scope="row">
                <span className="admin-name admin-address admin-site">{frame.origin}</span>
              </th>
              <td className="admin-data">
                <bdi>{frame.note}</bdi>
              </td>
              <td>
                <bdi>{cleanName(frame.added_by.name)}</bdi>
                <span className="soft admin-second">{listDate(frame.added_at, language)}</span>
              </td>
              <td className="admin-deeds">
                <Button size="small" danger aria-label={tf('remove_name', { site: frame.origin })} onClick={() => setRemoving(frame)}>
                  {tf('remove')}
                </Button>
              </td>
            </tr>
          ))}
        </AdminTable>
      )}
      {value !== null && <EmbedSnippet script={value.script} />}
      {isAdding && value !== null && (
        <FrameForm
          known={value}
          onClose={() => setIsAdding(false)}
          onAllowed={({ origin }) => {
            setIsAdding(false);
            setFailed('');
            setSaid(tf('allowed', { site: origin }));
            reload();
          }}
        />
      )}
      {removing !== null && <Sure title={tf('remove')} text={tf('remove_sure', { site: removing.origin })} deed={tf('remove')} onSure={() => void remove(removing)} onClose={() => setRemoving(null)} />}
    </>
  );
}
