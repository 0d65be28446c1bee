import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { WebhookAttempt, WebhookDelivery } from '../../../protocol/webhooks';
import { exactText, momentText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { adminTexts } from './admin_texts';
import { Problem } from './parts';
import { useAsk, useLoaded } from './use_admin';
import { webhookTexts } from './webhook_texts';

/** What the endpoint answered, or why it did not. */
function useOutcome() {
  const tw = useTexts(webhookTexts);
  return ({ status, failure }: Pick<WebhookAttempt, 'status' | 'failure'>) => (failure === null ? `${status}` : tw('failure', { why: status === null ? tw(`failure_${failure}`) : status }));
}

/** One delivery: what was told, how it stands, and at a click every attempt with what came back. */
export function DeliveryRow({ webhook, delivery, onReplay }: { webhook: number; delivery: WebhookDelivery; onReplay: () => void }) {
  const tw = useTexts(webhookTexts);
  const language = useLanguage();
  const outcomeOf = useOutcome();
  const [isOpen, setIsOpen] = useState(false);
  const { state, attempts, next_at, last_attempt } = delivery;
  return (
    <>
      <tr>
        <td className="admin-time">{exactText(delivery.created_at, language)}</td>
        <th scope="row">
          <span className="admin-name">{tw(`kind_${delivery.type}`)}</span>
          <span className="soft admin-second admin-whole">
            {delivery.type}
            {delivery.order !== null && ` · #${delivery.order}`}
          </span>
        </th>
        <td>
          <span className={state === 'dead' ? 'late-text' : undefined}>{tw(`state_${state}`)}</span>
          <span className="soft admin-second admin-whole">
            {attempts === 0 ? (
              tw('not_tried')
            ) : (
              <button type="button" className="link-button admin-link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
                {tw('attempts', { count: attempts })}
              </button>
            )}
          </span>
          {state === 'pending' && attempts > 0 && next_at !== null && <span className="soft admin-second admin-whole">{tw('next_at', { time: momentText(next_at, language) })}</span>}
        </td>
        <td>{last_attempt !== null && outcomeOf(last_attempt)}</td>
        <td className="admin-deeds">
          {state !== 'pending' && state !== 'dropped' && (
            <Button size="small" aria-label={tw('replay_name', { id: delivery.id })} onClick={onReplay}>
              {tw('replay')}
            </Button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr className="delivery-open">
          <td colSpan={5}>
            <p className="soft delivery-of">{tw('event_id', { id: delivery.event })}</p>
            {/* Another number of attempts is asked for anew. */}
            <Attempts key={attempts} webhook={webhook} delivery={delivery.id} />
          </td>
        </tr>
      )}
    </>
  );
}

function Attempts({ webhook, delivery }: { webhook: number; delivery: number }) {
  const t = useTexts(adminTexts);
  const tw = useTexts(webhookTexts);
  const language = useLanguage();
  const outcomeOf = useOutcome();
  const ask = useAsk();
  const load = useCallback(() => ask('webhook:attempts', { id: webhook, delivery }), [ask, webhook, delivery]);
  const { value, problem, reload } = useLoaded(load);
  if (problem !== null) return <Problem text={problem} onAgain={reload} />;
  if (value === null) return <p className="soft delivery-of">{t('loading')}</p>;
  if (value.attempts.length === 0) return <p className="soft delivery-of">{tw('attempts_gone')}</p>;
  const durationOf = new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', unitDisplay: 'short' });
  return (
    <ul className="delivery-attempts">
      {value.attempts.map((attempt) => (
        <li key={attempt.at}>
          <span className="admin-time">{exactText(attempt.at, language)}</span> · {tw('attempt', { outcome: outcomeOf(attempt), duration: durationOf.format(attempt.duration_ms) })}
          {attempt.answer !== '' && <code tabIndex={0}>{attempt.answer}</code>}
        </li>
      ))}
    </ul>
  );
}
