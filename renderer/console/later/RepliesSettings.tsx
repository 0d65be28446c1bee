import { useRef, useState } from 'react';
import { Button } from 'antd';
import type { RepliesImported, Reply, ReplyScope } from '../../../protocol/replies';
import { useTexts } from '../../chat/language';
import type { HttpFailure } from '../../sync/http';
import { useChat, useConsole } from '../context';
import { MacroMark, MacroSteps } from '../macros/MacroMark';
import { useExplain } from '../settings/explain';
import { KeptList } from '../settings/KeptList';
import { SettingsGroup } from '../settings/rows';
import { ReplyForm, type ReplyFields } from './ReplyForm';
import { repliesTexts } from './replies_texts';
import { VARIABLES } from './reply_variables';
import './later.css';

const PATH = '/api/chat/replies';

/** The canned replies: list, edit, delete with a way back, import and export. */
export function RepliesSettings() {
  const t = useTexts(repliesTexts);
  const { sync, me } = useConsole();
  const replies = useChat((state) => state.replies);
  const [editing, setEditing] = useState<Reply | 'new' | null>(null);
  const [deleted, setDeleted] = useState<Reply | null>(null);
  const [imported, setImported] = useState<RepliesImported | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);

  const explain = useExplain();
  const say = (failure: HttpFailure) => setProblem(explain(failure));
  const bodyOf = ({ scope, trigger, title, message, actions = [] }: ReplyFields) => ({ scope, trigger, title, message, ...(actions.length > 0 && { actions }) });

  const save = async (fields: ReplyFields): Promise<string | null> => {
    const isNew = editing === 'new' || editing === null;
    const result = await sync.ask<Reply>(isNew ? PATH : `${PATH}/${editing.id}`, { method: isNew ? 'POST' : 'PUT', body: bodyOf(fields) });
    if (result.ok) return setEditing(null), null;
    return result.code === 'conflict' ? t('taken') : explain(result);
  };
  const remove = async (reply: Reply) => {
    setProblem(null);
    const result = await sync.ask(`${PATH}/${reply.id}`, { method: 'DELETE' });
    if (result.ok) setDeleted(reply);
    else say(result);
  };
  const undo = async (reply: Reply) => {
    const result = await sync.ask<Reply>(PATH, { method: 'POST', body: bodyOf(reply) });
    // The way back stays until it has been gone.
    if (result.ok) setDeleted(null);
    else say(result);
  };
  const importFile = async (chosen: File | undefined) => {
    setImported(null);
    setProblem(null);
    if (!chosen) return;
    const result = await sync.ask<RepliesImported>(`${PATH}/import`, { method: 'POST', body: { scope: 'own', csv: await chosen.text() } });
    if (result.ok) setImported(result.body);
    else if (result.code === 'bad_request') setProblem(t('not_a_table'));
    else say(result);
  };
  const exportFile = async () => {
    const result = await sync.ask<{ csv: string }>(`${PATH}/export`);
    if (!result.ok) return say(result);
    const url = URL.createObjectURL(new Blob([result.body.csv], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'replies.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };

  const scopeName: Record<ReplyScope, string> = { own: t('scope_own'), team: t('scope_team'), all: t('scope_all') };
  return (
    <SettingsGroup title={t('replies')}>
      <p className="replies-hint soft">{t('hint', { places: VARIABLES.map((name) => `{${name}}`).join(', ') })}</p>
      <KeptList
        items={replies}
        none={t('none')}
        editing={editing === null || editing === 'new' ? editing : editing.id}
        form={editing && <ReplyForm reply={editing === 'new' ? null : editing} is_admin={me.role === 'admin'} onSave={save} onCancel={() => setEditing(null)} />}
        isEditable={(reply) => reply.is_editable}
        linesOf={(reply) => (
          <>
            <span className="reply-head">
              <code className="reply-trigger">/{reply.trigger}</code> <bdi className="ellipsis">{reply.title}</bdi>
              <span className="reply-scope">{scopeName[reply.scope]}</span>
              {(reply.actions ?? []).length > 0 && <MacroMark />}
            </span>
            <span className="soft ellipsis">{reply.message !== '' ? <bdi>{reply.message}</bdi> : <MacroSteps reply={reply} />}</span>
          </>
        )}
        names={{ edit: ({ trigger }) => t('edit', { trigger }), remove: ({ trigger }) => t('delete', { trigger }), add: t('add'), undo: t('undo') }}
        removed={deleted && t('deleted', { trigger: deleted.trigger })}
        problem={problem}
        onEdit={setEditing}
        onRemove={(reply) => void remove(reply)}
        onAdd={() => setEditing('new')}
        onUndo={() => deleted && void undo(deleted)}
        said={
          imported && (
            <div className="settings-note replies-imported" role="status">
              <p>{t('imported', { added: imported.added, changed: imported.changed, unchanged: imported.unchanged })}</p>
              {imported.refused.slice(0, 20).map(({ line, reason }) => (
                <p key={line}>{t('refused_line', { line, reason: t(`refused_${reason}`) })}</p>
              ))}
            </div>
          )
        }
        buttons={
          <>
            <Button size="small" onClick={() => file.current?.click()}>
              {t('import')}
            </Button>
            <Button size="small" onClick={() => void exportFile()} disabled={replies.length === 0}>
              {t('export')}
            </Button>
            <input
              ref={file}
              type="file"
              accept=".csv,text/csv"
              hidden
              onChange={(event) => {
                void importFile(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
          </>
        }
      />
    </SettingsGroup>
  );
}
