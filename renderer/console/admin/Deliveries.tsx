import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { DeliveryState, Webhook, WebhookDelivery } from '../../../protocol/webhooks';
import { useTexts } from '../../chat/language';
import { Dialog } from '../dialogs/Dialog';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { DeliveryRow } from './DeliveryRow';
import { AdminTable, Problem, Select } from './parts';
import { useAsk, useLoaded } from './use_admin';
import { webhookTexts } from './webhook_texts';

const STATES: readonly DeliveryState[] = ['pending', 'delivered', 'dead', 'dropped'];

/** What was told to one endpoint, the newest first, and how that went. */
export function Deliveries({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useTexts(adminTexts);
  const tw = useTexts(webhookTexts);
  const explain = useExplain();
  const ask = useAsk();
  const [state, setState] = useState<DeliveryState | ''>('');
  const wish = useCallback((before?: number) => ask('webhook:deliveries', { id: webhook.id, ...(state !== '' && { state }), ...(before !== undefined && { before }) }), [ask, webhook.id, state]);
  const load = useCallback(() => wish(), [wish]);
  const { value, problem, reload, set } = useLoaded(load);
  const [failed, setFailed] = useState('');
  const more = async () => {
    const result = await wish(value?.deliveries.at(-1)?.id);
    if (result.ok) set((known) => ({ deliveries: [...known.deliveries, ...result.body.deliveries], has_more: result.body.has_more }));
    else setFailed(explain(result));
  };
  const replay = async (delivery: WebhookDelivery) => {
    const result = await ask('webhook:replay', { id: webhook.id, ids: [delivery.id] });
    setFailed(result.ok ? '' : explain(result));
    reload();
  };
  return (
    <Dialog title={tw('log')} onClose={onClose} className="dialog-deliveries">
      <div className="admin-dialog">
        <p className="soft delivery-of">{webhook.url}</p>
        <div className="admin-bar">
          <Select label={tw('state')} value={state} choices={[{ value: '', label: tw('any_state') }, ...STATES.map((one) => ({ value: one, label: tw(`state_${one}`) }))]} onChange={setState} />
          <Button onClick={reload}>{tw('refresh')}</Button>
        </div>
        <p className="form-error" role="alert">
          {failed}
        </p>
        {problem !== null && <Problem text={problem} onAgain={reload} />}
        {value?.deliveries.length === 0 && <p className="soft">{tw(state === '' ? 'log_empty' : 'log_none')}</p>}
        {value !== null && value.deliveries.length > 0 && (
          <AdminTable name={tw('log')} heads={[t('when'), tw('what'), tw('state'), tw('answer'), t('actions')]}>
            {value.deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} webhook={webhook.id} delivery={delivery} onReplay={() => void replay(delivery)} />
            ))}
          </AdminTable>
        )}
        {value?.has_more === true && <Button onClick={() => void more()}>{t('more')}</Button>}
      </div>
    </Dialog>
  );
}
