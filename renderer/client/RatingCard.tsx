import { useEffect, useId, useState } from 'react';
import type { Room } from '../../protocol/entities';
import { RATING_COMMENT_MAX } from '../../protocol/rating_limits';
import type { RatingAnswer } from '../../protocol/ratings';
import { useTexts } from '../chat/language';
import type { Sync } from '../sync/sync';
import { extrasTexts } from './extras_texts';

const STARS = [1, 2, 3, 4, 5] as const;

/** Asks for a rating when the order is finished. */
export function RatingCard({ sync, room }: { sync: Sync; room: Room }) {
  const t = useTexts(extrasTexts);
  const id = useId();
  const path = `/api/chat/rooms/${room.id}/rating`;
  const [answer, setAnswer] = useState<RatingAnswer | null>(null);
  const [state, setState] = useState<'asking' | 'sending' | 'failed' | 'thanks' | 'over'>('asking');
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');

  useEffect(() => {
    let isCurrent = true;
    void sync.ask<RatingAnswer>(path).then((result) => {
      if (!isCurrent || !result.ok) return;
      setAnswer(result.body);
      setStars(result.body.rating?.rating ?? 0);
      setComment(result.body.rating?.comment ?? '');
      setState(result.body.rating === null ? 'asking' : 'over');
    });
    return () => {
      isCurrent = false;
    };
    // The order's state says when there is something to rate.
  }, [sync, path, room.order_status]);

  const send = async () => {
    setState('sending');
    const result = await sync.ask<RatingAnswer>(path, { method: 'PUT', body: { rating: stars, comment } });
    if (result.ok) setAnswer(result.body);
    setState(result.ok ? 'thanks' : 'failed');
  };

  if (!answer?.can_rate || state === 'over') return null;
  if (state === 'thanks') {
    return (
      <section className="extra" role="status">
        <p className="extra-texts">{t('rate_thanks')}</p>
        <button type="button" className="button" onClick={() => setState('asking')}>
          {t('rate_change')}
        </button>
      </section>
    );
  }
  return (
    <form
      className="extra extra-rating"
      aria-label={t('rate_title')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset className="rating-stars">
        <legend>{t('rate_title')}</legend>
        {STARS.map((value) => (
          <label key={value} className={value <= stars ? 'is-lit' : ''}>
            <input type="radio" name={id} value={value} checked={stars === value} aria-label={t('rate_stars', { count: value })} onChange={() => setStars(value)} />
            <span aria-hidden="true">{value <= stars ? '★' : '☆'}</span>
          </label>
        ))}
      </fieldset>
      {stars > 0 && (
        <textarea aria-label={t('rate_comment')} placeholder={t('rate_comment')} rows={2} maxLength={RATING_COMMENT_MAX} value={comment} onChange={(event) => setComment(event.target.value)} />
      )}
      {state === 'failed' && <p role="alert">{t('rate_failed')}</p>}
      <div className="extra-buttons">
        <button type="submit" className="button button-main" disabled={stars === 0 || state === 'sending'}>
          {t('rate_send')}
        </button>
        <button type="button" className="button" onClick={() => setState('over')}>
          {t('rate_later')}
        </button>
      </div>
    </form>
  );
}
