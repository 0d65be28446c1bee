import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { UsePart } from '../../chat/composer_part';
import { useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { awayTexts } from './away_texts';

/** In each chat that went on without him: the line at which its reader left. */
export const useAwayPart: UsePart = ({ sync, me, room }) => {
  const { away } = useConsole();
  const absence = useStore(away, (state) => state.absence);
  const left = absence?.rooms.get(room.id)?.room.last_seq ?? null;
  const messages = useStore(sync.store, (state) => state.timelines.get(room.id)?.messages);
  const since = left === null ? [] : (messages?.filter((message) => message.seq > left) ?? []);
  // Whoever has answered since knows where he is.
  const count = since.some((message) => message.sender === me.id) ? 0 : since.filter((message) => message.deleted_at === null).length;
  const at = absence?.left_at ?? '';
  const asides = useMemo(() => (left === null || count === 0 ? [] : [{ key: 'left', after_seq: left, at, node: <LeftLine count={count} /> }]), [left, count, at]);
  return { asides };
};

function LeftLine({ count }: { count: number }) {
  const t = useTexts(awayTexts);
  return (
    <div className="left-line">
      <span>{t('since_you_left', { count })}</span>
    </div>
  );
}
