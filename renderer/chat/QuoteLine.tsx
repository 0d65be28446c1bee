import type { Quote } from '../../protocol/entities';
import { composingTexts } from './composing_texts';
import { useTexts } from './language';
import { Name } from './Name';

/** Who said what: the name, and one line of the text. */
export function QuoteLine({ quote }: { quote: Quote }) {
  const t = useTexts(composingTexts);
  const text = quote.excerpt.replace(/\s+/g, ' ').trim();
  return (
    <span className="quote-line">
      <Name name={quote.sender_name} className="quote-name" />
      <bdi className={`quote-text ${quote.is_deleted ? 'is-deleted' : ''}`} dir="auto">
        {quote.is_deleted ? t('quote_deleted') : text === '' ? t('quote_file') : text}
      </bdi>
    </span>
  );
}

/** The quote in a reply's bubble; a click goes to what it quotes. */
export function BubbleQuote({ quote, onJump }: { quote: Quote; onJump?: ((seq: number) => void) | undefined }) {
  const t = useTexts(composingTexts);
  return (
    <button type="button" className="bubble-quote" title={t('quote_jump')} disabled={!onJump} onClick={() => onJump?.(quote.seq)}>
      <span className="visually-hidden">{t('quote_of')} </span>
      <QuoteLine quote={quote} />
    </button>
  );
}
