import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { DeliveryState, Webhook, WebhookDelivery } from '../../../protocol/webhooks';
import { exactText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { Dialog } from '../dialogs/Dialog';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { AdminTable, Problem, Select } from './parts';
import { useAsk, useLoaded } from './use_admin';
import { webhookTexts } from './webhook_texts';

const STATES: readonly DeliveryState[] = ['pending', 'delivered', 'dead', 'dropped'];

/** What was told to one endpoint, the newest first, and how that went. */
export function Deliveries({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useTexts(adminTexts);
  const tw = useTexts(webhookTexts);
  const language = useLanguage();
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
  const outcomeOf = ({ last_attempt }: WebhookDelivery) =>
    last_attempt === null ? '' : last_attempt.failure === null ? `${last_attempt.status}` : tw('failure', { why: last_attempt.status === null ? tw(`failure_${last_attempt.failure}`) : last_attempt.status });
  return (
    <Dialog title={tw('log_of', { url: webhook.url })} onClose={onClose} className="dialog-deliveries">
      <div className="admin-dialog">
        <div className="admin-bar">
          <Select label={tw('state')} value={state} choices={[{ value: '', label: tw('any_state') }, ...STATES.map((one) => ({ value: one, label: tw(`state_${one}`) }))]} onChange={setState} />
          <Button onClick={reload}>{tw('refresh')}</Button>
        </div>
        <p className="form-error" role="alert">
          {failed}
        </p>
        {problem !== null && <Problem text={problem} onAgain={reload} />}
        {value?.deliveries.length === 0 && <p className="soft">{tw('log_empty')}</p>}
        {value !== null && value.deliveries.length > 0 && (
          <AdminTable name={tw('log')} heads={[t('when'), tw('what'), tw('state'), tw('answer'), t('actions')]}>
            {value.deliveries.map((delivery) => (
              <tr key={delivery.id}>
                <td className="admin-time">{exactText(delivery.created_at, language)}</td>
                <th scope="row">
                  {delivery.type}
                  {delivery.order !== null && <span className="soft admin-second">#{delivery.order}</span>}
                </th>
                <td>
                  {tw(`state_${delivery.state}`)}
                  <span className="soft admin-second">{tw('attempts', { count: delivery.attempts })}</span>
                </td>
                <td>{outcomeOf(delivery)}</td>
                <td className="admin-deeds">
                  {delivery.state !== 'pending' && delivery.state !== 'dropped' && (
                    <Button size="small" aria-label={tw('replay_name', { id: delivery.id })} onClick={() => void replay(delivery)}>
                      {tw('replay')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </AdminTable>
        )}
        {value?.has_more === true && <Button onClick={() => void more()}>{t('more')}</Button>}
      </div>
    </Dialog>
  );
}
