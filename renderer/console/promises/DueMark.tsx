import { useStore } from 'zustand';
import { useLanguage, useTexts } from '../../chat/language';
import { useNow } from '../hooks';
import { dueText, nearnessOf } from './due';
import { offers } from './offers';
import { promisesTexts } from './promises_texts';
import './promises.css';

/** Until when an answer is promised: quiet at first, amber when it is near, red with a word when it has passed. */
export function DueMark({ due_at }: { due_at: string | null }) {
  const t = useTexts(promisesTexts);
  const language = useLanguage();
  const now = useNow();
  if (due_at === null) return null;
  const nearness = nearnessOf(due_at, now);
  const time = dueText(due_at, language, now);
  const title = t(nearness === 'late' ? 'late_title' : nearness === 'soon' ? 'soon_title' : 'due_title', { time });
  return (
    <span className={`due-mark is-${nearness}`} title={title}>
      <FlagIcon />
      <span aria-hidden="true">{nearness === 'late' ? t('late') : time}</span>
      <span className="visually-hidden">{title}</span>
    </span>
  );
}

/** A promise was found in what was said last here, and nobody has decided about it yet: the writer had gone on already. */
export function OfferMark({ room }: { room: number }) {
  const t = useTexts(promisesTexts);
  const language = useLanguage();
  const now = useNow();
  const offer = useStore(offers, (state) => state.get(room));
  if (!offer) return null;
  const title = t('offered_title', { time: dueText(offer.due_at, language, now) });
  return (
    <span className="due-mark is-offered" title={title}>
      <FlagIcon />
      <span aria-hidden="true">?</span>
      <span className="visually-hidden">{title}</span>
    </span>
  );
}

function FlagIcon() {
  return (
    <svg className="line-icon" width="12" height="12" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M4 14V2.500M4 3h8l-2 2.750L12 8.500H4" />
    </svg>
  );
}
