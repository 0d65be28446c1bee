import type { Language } from '../../../protocol/errors';
import type { Transfer } from '../../../protocol/transfers';
import { cleanName, fullName } from '../../chat/names';
import { translator } from '../../chat/texts';
import type { Sync } from '../../sync/sync';
import type { AlertCall, Host } from '../host';
import { floorTexts } from './floor_texts';

const BODY_MAX = 150;

/** The alert of an offer that has come; null: it is not this user's to answer, or leads to no room. */
export function transferAlert(transfer: Transfer, me: number, language: Language): AlertCall | null {
  const first = transfer.orders.find(({ room }) => room !== null);
  if (transfer.state !== 'offered' || transfer.receiver.id !== me || first?.room == null) return null;
  const t = translator(floorTexts, language);
  const [name, count] = [fullName(transfer.giver), transfer.orders.length];
  const title = count === 1 ? t('incoming_one', { name, order: first.order }) : t('incoming_many', { name, count });
  return { kind: 'reminder', room: first.room, order: first.order, seq: 0, title, body: cleanName(transfer.comment || first.order_title).slice(0, BODY_MAX), in_view: false };
}

/** Announces each offer once, and takes the alert away when it has ended; returns how to stop. */
export function sendTransferAlerts(host: Host, sync: Sync, language: () => Language): () => void {
  const announced = new Map<number, number>();
  return sync.store.subscribe(({ transfers, me }, before) => {
    if (transfers === before.transfers || !me) return;
    for (const transfer of transfers) {
      const alert = announced.has(transfer.id) ? null : transferAlert(transfer, me.id, language());
      if (alert === null) continue;
      announced.set(transfer.id, alert.room);
      void host.alert(alert);
    }
    for (const [id, room] of announced) {
      if (transfers.some((one) => one.id === id && one.state === 'offered')) continue;
      announced.delete(id);
      host.clearAlert(room);
    }
  });
}
