import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CompletionSource } from '../completion';
import { composingTexts } from '../composing_texts';
import type { UsePart } from '../composer_part';
import { Icon } from '../Icon';
import { useLanguage, useTexts } from '../language';
import { lazily } from '../lazily';
import { useOwnDocument } from '../own_document';
import { findEmoji, inTone, nameOf } from './find';
import { chosenTone, rememberEmoji } from './habits';
import { loadEmoji } from './load';

const Picker = lazily(async () => {
  const [{ EmojiPicker }, rows] = await Promise.all([import('./EmojiPicker'), loadEmoji()]);
  return (props: { onPick(emoji: string): void; onClose(): void }) => <EmojiPicker rows={rows} {...props} />;
});

const OFFERED = 8;

/** Emoji: a picker beside the field, and `:smile` in the text. */
export const useEmojiPart: UsePart = ({ composer, is_disabled }) => {
  const t = useTexts(composingTexts);
  const language = useLanguage();
  const names = useMemo(
    (): CompletionSource => ({
      key: 'emoji',
      label: t('emoji_names'),
      opens: /(?:^|[\s(«"])(:([\p{L}\d_+-]{2,30}))$/u,
      async find(query) {
        return findEmoji(await loadEmoji(), query, OFFERED).map((row) => {
          const emoji = inTone(row, chosenTone());
          return {
            key: row[0],
            node: (
              <>
                <span className="completion-emoji">{emoji}</span>
                <span className="completion-name">{nameOf(row, language)}</span>
                {row[2] !== '' && <span className="completion-code">:{row[2]}:</span>}
              </>
            ),
            insert: emoji,
            onChosen: () => rememberEmoji(row[0]),
          };
        });
      },
    }),
    [t, language],
  );
  const completions = useMemo(() => [names], [names]);
  return { tools: <EmojiButton is_disabled={is_disabled} onPick={composer.insert} onDone={composer.focus} />, completions };
};

function EmojiButton({ is_disabled, onPick, onDone }: { is_disabled: boolean; onPick(emoji: string): void; onDone(): void }) {
  const t = useTexts(composingTexts);
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const close = useCallback(() => {
    setIsOpen(false);
    onDone();
  }, [onDone]);
  const view = useOwnDocument();
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node)) setIsOpen(false);
    };
    view.addEventListener('pointerdown', onPointer);
    return () => view.removeEventListener('pointerdown', onPointer);
  }, [view, isOpen]);
  return (
    <div
      ref={place}
      className="emoji-place"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <button
        type="button"
        className="icon-button composer-tool"
        data-action="emoji"
        aria-label={t('emoji')}
        title={t('emoji')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        disabled={is_disabled}
        onPointerEnter={() => void loadEmoji().catch(() => undefined)}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="smile" />
      </button>
      {isOpen && (
        <div className="emoji-panel" role="dialog" aria-label={t('emoji')}>
          <Suspense fallback={null}>
            <Picker onPick={onPick} onClose={close} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
