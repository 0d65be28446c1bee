import { Button, Dropdown } from 'antd';
import { useCallback, useState } from 'react';
import type { Webhook, WebhookMade } from '../../../protocol/webhooks';
import { momentText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { IconButton } from '../IconButton';
import { MoreIcon, PencilIcon, PlusIcon } from '../icons';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { Deliveries } from './Deliveries';
import { AdminTable, PageState, SecretDialog, Sure } from './parts';
import { useAsk, useLoaded } from './use_admin';
import { WebhookForm } from './WebhookForm';
import { webhookTexts } from './webhook_texts';

/** Where the marketplace is told what happens, and what became of it. */
export function WebhooksPage() {
  const t = useTexts(adminTexts);
  const tw = useTexts(webhookTexts);
  const language = useLanguage();
  const explain = useExplain();
  const ask = useAsk();
  const load = useCallback(() => ask('webhook:list', {}), [ask]);
  const loaded = useLoaded(load);
  const { value, reload } = loaded;
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null);
  const [reading, setReading] = useState<Webhook | null>(null);
  const [asked, setAsked] = useState<{ deed: 'rotate' | 'remove'; webhook: Webhook } | null>(null);
  const [made, setMade] = useState<WebhookMade | null>(null);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState('');

  const run = async (deed: () => ReturnType<typeof ask>, text: string) => {
    setAsked(null);
    setSaid('');
    const result = await deed();
    setFailed(result.ok ? '' : explain(result));
    if (result.ok) setSaid(text);
    reload();
  };
  const rotate = async (webhook: Webhook) => {
    setAsked(null);
    const result = await ask('webhook:rotate', { id: webhook.id, keep_hours: 24 });
    if (result.ok) setMade(result.body);
    else setFailed(explain(result));
    reload();
  };
  const menuOf = (webhook: Webhook) => ({
    items: [
      { key: 'log', label: tw('log') },
      ...(webhook.is_active ? [{ key: 'test', label: tw('test') }] : []),
      ...(webhook.dead_count > 0 ? [{ key: 'replay', label: tw('replay_dead', { count: webhook.dead_count }) }] : []),
      { key: 'rotate', label: tw('rotate') },
      { key: 'switch', label: tw(webhook.is_active ? 'switch_off' : 'switch_on') },
      { key: 'remove', label: tw('remove'), danger: true },
    ],
    onClick({ key }: { key: string }) {
      const { id } = webhook;
      if (key === 'log') setReading(webhook);
      else if (key === 'test') void run(() => ask('webhook:test', { id }), tw('test_sent'));
      else if (key === 'replay') void run(() => ask('webhook:replay', { id }), tw('replayed'));
      else if (key === 'switch') void run(() => ask('webhook:change', { id, is_active: !webhook.is_active }), tw(webhook.is_active ? 'is_off' : 'is_on'));
      else setAsked({ deed: key === 'rotate' ? 'rotate' : 'remove', webhook });
    },
  });

  return (
    <>
      <div className="admin-bar">
        <p className="soft admin-hint">{tw('hint')}</p>
        <Button type="primary" className="admin-bar-end" icon={<PlusIcon size={14} />} onClick={() => setEditing('new')}>
          {tw('new')}
        </Button>
      </div>
      <PageState of={loaded} said={said} failed={failed} none={value?.webhooks.length === 0 && tw('none')} />
      {value !== null && value.webhooks.length > 0 && (
        <AdminTable name={t('page_webhooks')} heads={[tw('address'), tw('state'), tw('waiting'), tw('dead'), t('actions')]}>
          {value.webhooks.map((webhook) => (
            <tr key={webhook.id} className={webhook.is_active ? '' : 'is-off'}>
              <th scope="row">
                <span className="admin-name admin-address">{webhook.url}</span>
                {webhook.description !== '' && <span className="soft admin-second">{webhook.description}</span>}
                <span className="soft admin-second">{webhook.kinds.length === 0 ? tw('all_kinds') : webhook.kinds.map((kind) => tw(`kind_${kind}`)).join(', ')}</span>
              </th>
              <td>
                {!webhook.is_active ? tw('off') : webhook.failing_since === null ? tw('good') : <span className="late-text">{tw('failing', { time: momentText(webhook.failing_since, language) })}</span>}
                {webhook.previous_until !== null && <span className="admin-second admin-warn">{tw('two_secrets', { time: momentText(webhook.previous_until, language) })}</span>}
              </td>
              <td>{webhook.pending_count.toLocaleString(language)}</td>
              <td>{webhook.dead_count.toLocaleString(language)}</td>
              <td className="admin-deeds">
                <IconButton name={tw('edit', { url: webhook.url })} onClick={() => setEditing(webhook)}>
                  <PencilIcon />
                </IconButton>
                <Dropdown menu={menuOf(webhook)} trigger={['click']} placement="bottomRight" autoFocus>
                  <button type="button" className="icon-button" aria-label={`${t('actions')}: ${webhook.url}`} aria-haspopup="menu">
                    <MoreIcon />
                  </button>
                </Dropdown>
              </td>
            </tr>
          ))}
        </AdminTable>
      )}
      {editing !== null && (
        <WebhookForm
          webhook={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={(secret) => {
            setEditing(null);
            setMade(secret);
            reload();
          }}
        />
      )}
      {reading !== null && <Deliveries webhook={reading} onClose={() => setReading(null)} />}
      {asked?.deed === 'rotate' && <Sure title={tw('rotate')} text={tw('rotate_sure')} deed={tw('rotate')} onSure={() => void rotate(asked.webhook)} onClose={() => setAsked(null)} />}
      {asked?.deed === 'remove' && (
        <Sure title={tw('remove')} text={tw('remove_sure', { url: asked.webhook.url })} deed={tw('remove')} onSure={() => void run(() => ask('webhook:delete', { id: asked.webhook.id }), tw('removed'))} onClose={() => setAsked(null)} />
      )}
      {made !== null && <SecretDialog title={tw('secret')} hint={tw('secret_hint')} value={made.secret} onClose={() => setMade(null)} />}
    </>
  );
}
