import { useEffect, useState } from 'react';
import type { Room } from '../../../protocol/entities';
import type { Rating, RatingAnswer } from '../../../protocol/ratings';
import { useTexts } from '../../chat/language';
import { defineTexts } from '../../chat/texts';
import { useConsole } from '../context';

const ratingTexts = defineTexts({
  rating: { ru: 'Оценка клиента', en: 'Client’s rating' },
  stars: { ru: '{count} из 5', en: '{count} of 5' },
});

/** What the client thinks of the work, once he has said so. */
export function OrderRating({ room }: { room: Room }) {
  const t = useTexts(ratingTexts);
  const { sync } = useConsole();
  const [rating, setRating] = useState<Rating | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void sync.ask<RatingAnswer>(`/api/chat/rooms/${room.id}/rating`).then((result) => isCurrent && result.ok && setRating(result.body.rating));
    return () => {
      isCurrent = false;
    };
  }, [sync, room.id, room.order_status]);
  if (rating === null) return null;
  return (
    <section>
      <h4>{t('rating')}</h4>
      <p className="order-rating">
        <span aria-hidden="true">{'★'.repeat(rating.rating) + '☆'.repeat(5 - rating.rating)}</span> {t('stars', { count: rating.rating })}
      </p>
      {rating.comment !== '' && (
        <p className="order-rating-comment" dir="auto">
          {rating.comment}
        </p>
      )}
    </section>
  );
}
