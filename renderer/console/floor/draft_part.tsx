import { useStore } from 'zustand';
import type { UsePart } from '../../chat/composer_part';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { floorTexts } from './floor_texts';
import './floor.css';

/** What whoever handed the order over had written and not sent: it may be put behind what stands in the field, and never over it. */
export const useGivenDraftPart: UsePart = ({ sync, room, composer, is_disabled }) => {
  const t = useTexts(floorTexts);
  const given = useStore(sync.store, (state) => state.transfers.find(({ orders }) => orders.some(({ order, draft }) => order === room.order && draft !== null)));
  const draft = given?.orders.find(({ order }) => order === room.order)?.draft ?? null;
  if (given === undefined || draft === null) return {};
  const drop = () => void sync.floor?.dropDraft(given.id, room.order).catch(() => undefined);
  const take = () => {
    composer.setMode('message');
    composer.append(draft);
    composer.focus();
    drop();
  };
  return {
    above: (
      <section className="given-draft" aria-label={t('draft_of', { name: fullName(given.giver) })}>
        <div className="given-draft-lines">
          <p className="given-draft-who">{t('draft_of', { name: fullName(given.giver) })}</p>
          <p className="given-draft-text" dir="auto">
            {draft}
          </p>
        </div>
        <button type="button" className="button" disabled={is_disabled} onClick={take}>
          {t('draft_take')}
        </button>
        <button type="button" className="button" onClick={drop}>
          {t('draft_drop')}
        </button>
      </section>
    ),
  };
};
