import { useId, useState } from 'react';
import { Button } from 'antd';
import { MESSAGE_TEXT_MAX } from '../../../protocol/limits';
import type { Reply, ReplyScope } from '../../../protocol/replies';
import { useTexts } from '../../chat/language';
import { MacroFields } from '../macros/MacroFields';
import { repliesTexts } from './replies_texts';

export type ReplyFields = Pick<Reply, 'scope' | 'trigger' | 'title' | 'message' | 'actions'>;

const TRIGGER_MAX = 30;
const TITLE_MAX = 100;

/** Writing one canned reply. `onSave` answers what is wrong, or null when it is kept. */
export function ReplyForm({ reply, is_admin, onSave, onCancel }: { reply: Reply | null; is_admin: boolean; onSave: (fields: ReplyFields) => Promise<string | null>; onCancel: () => void }) {
  const t = useTexts(repliesTexts);
  const [fields, setFields] = useState<ReplyFields>(reply ?? { scope: 'own', trigger: '', title: '', message: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const id = useId();
  const scopes: ReplyScope[] = is_admin ? ['own', 'team', 'all'] : ['own', 'team'];
  const isGoodTrigger = /^[\p{L}\p{N}_-]+$/u.test(fields.trigger);
  const isComplete = isGoodTrigger && fields.title.trim() !== '' && (fields.message.trim() !== '' || (fields.message === '' && (fields.actions ?? []).length > 0));
  const change = (some: Partial<ReplyFields>) => setFields({ ...fields, ...some });
  return (
    <form
      className="reply-form"
      onSubmit={(event) => {
        event.preventDefault();
        setIsBusy(true);
        void onSave(fields).then((wrong) => {
          setIsBusy(false);
          setProblem(wrong);
        });
      }}
    >
      <div className="reply-form-line">
        <label className="reply-label">
          {t('trigger')}
          <span className="reply-slash">
            <span aria-hidden="true">/</span>
            <input value={fields.trigger} maxLength={TRIGGER_MAX} required autoFocus aria-describedby={`${id}-hint`} onChange={(event) => change({ trigger: event.target.value.replace(/^\//, '') })} />
          </span>
        </label>
        <label className="reply-label reply-label-wide">
          {t('title')}
          <input value={fields.title} maxLength={TITLE_MAX} required onChange={(event) => change({ title: event.target.value })} />
        </label>
        <label className="reply-label">
          {t('scope')}
          <select value={fields.scope} onChange={(event) => change({ scope: event.target.value as ReplyScope })}>
            {scopes.map((scope) => (
              <option key={scope} value={scope}>
                {t(`scope_${scope}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <span id={`${id}-hint`} className={fields.trigger !== '' && !isGoodTrigger ? 'when-problem' : 'visually-hidden'}>
        {t('trigger_hint')}
      </span>
      <label className="reply-label">
        {t('message')}
        <textarea rows={3} dir="auto" maxLength={MESSAGE_TEXT_MAX} value={fields.message} onChange={(event) => change({ message: event.target.value })} />
      </label>
      <MacroFields actions={fields.actions ?? []} onChange={(actions) => change({ actions })} />
      {problem && (
        <p className="when-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="scheduled-actions">
        <Button size="small" type="primary" htmlType="submit" disabled={!isComplete} loading={isBusy}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
