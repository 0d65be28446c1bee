import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { WEBHOOK_DESCRIPTION_MAX, WEBHOOK_URL_MAX } from '../../../protocol/limits';
import type { Webhook, WebhookKind, WebhookMade } from '../../../protocol/webhooks';
import { useTexts } from '../../chat/language';
import type { HttpResult } from '../../sync/http';
import { Dialog } from '../dialogs/Dialog';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { CheckSet, Field, FormEnd } from './parts';
import { useAsk } from './use_admin';
import { webhookTexts } from './webhook_texts';

/** What can be told; the test goes to whomever it is asked of. */
type ToldKind = Exclude<WebhookKind, 'webhook.test'>;
const KINDS: readonly ToldKind[] = ['message.posted', 'message.changed', 'order.created', 'order.changed', 'expert.assigned', 'expert.removed', 'room.created', 'room.rated'];

export type WebhookFormProps = { webhook: Webhook | null; onSaved: (made: WebhookMade | null) => void; onClose: () => void };

/** Where it is told, and what. */
export function WebhookForm({ webhook, onSaved, onClose }: WebhookFormProps) {
  const t = useTexts(adminTexts);
  const tw = useTexts(webhookTexts);
  const explain = useExplain();
  const ask = useAsk();
  const errorId = useId();
  const [url, setUrl] = useState(webhook?.url ?? 'https://');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [kinds, setKinds] = useState<readonly ToldKind[]>(KINDS.filter((kind) => webhook?.kinds.includes(kind)));
  const [error, setError] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  /** An endpoint that is changed keeps its secret. */
  const changed = async (id: number, wish: { url: string; description: string; kinds: WebhookKind[] }): Promise<HttpResult<null>> => {
    const result = await ask('webhook:change', { id, ...wish });
    return result.ok ? { ...result, body: null } : result;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setError('');
    setIsBusy(true);
    const wish = { url: url.trim(), description: description.trim(), kinds: [...kinds] };
    const result: HttpResult<WebhookMade | null> = webhook ? await changed(webhook.id, wish) : await ask('webhook:make', wish);
    setIsBusy(false);
    if (result.ok) onSaved(result.body);
    else setError(result.code === 'bad_request' ? tw('bad_address') : result.code === 'conflict' ? tw('too_many') : explain(result));
  };
  return (
    <Dialog title={webhook ? tw('edit_title') : tw('new')} onClose={onClose} className="dialog-small">
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <Field label={tw('address')}>{(id) => <input id={id} data-autofocus type="url" className="plain-field" maxLength={WEBHOOK_URL_MAX} value={url} autoComplete="off" aria-describedby={errorId} onChange={(event) => setUrl(event.target.value)} />}</Field>
        <Field label={tw('description')}>{(id) => <input id={id} className="plain-field" maxLength={WEBHOOK_DESCRIPTION_MAX} value={description} autoComplete="off" onChange={(event) => setDescription(event.target.value)} />}</Field>
        <CheckSet name={tw('kinds')} all={KINDS} chosen={kinds} labelOf={(kind) => tw(`kind_${kind}`)} onChange={setKinds} />
        <FormEnd error={error} errorId={errorId} deed={t(webhook ? 'save' : 'create')} isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
