import { useEffect, useRef } from 'react';
import type { User } from '../../../protocol/entities';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { Keys } from '../IconButton';
import { notesTexts } from './notes_texts';
import '../team/team.css';

export type InviteOfferProps = { users: readonly User[]; problem: string | null; onInvite(): void };

/** Above a note that mentions somebody who is not in the room: one click, or Alt+Enter in the field, lets him in and writes it. */
export function InviteOffer({ users, problem, onInvite }: InviteOfferProps) {
  const t = useTexts(notesTexts);
  const place = useRef<HTMLDivElement>(null);
  const invite = useRef(onInvite);
  invite.current = onInvite;
  useEffect(() => {
    const form = place.current?.closest('form');
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      invite.current();
    };
    form?.addEventListener('keydown', onKeyDown);
    return () => form?.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div ref={place} className="invite-offer">
      <span className="invite-offer-text">{problem ?? t('invite_offer', { names: users.map(fullName).join(', ') })}</span>
      <button type="button" className="button button-main" onClick={onInvite}>
        {t('invite_and_write')}
      </button>
      <Keys keys={['Alt', 'Enter']} />
    </div>
  );
}
