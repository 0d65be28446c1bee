import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useLanguage, useTexts } from '../language';
import { emojiTexts } from './emoji_texts';
import { findEmoji, inTone, nameOf, type EmojiRow, type Tone } from './find';
import { chooseTone, chosenTone, recentEmoji, rememberEmoji } from './habits';

export type EmojiPickerProps = { rows: readonly EmojiRow[]; onPick(emoji: string): void; onClose(): void };

const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;
const ICONS: Readonly<Record<(typeof GROUPS)[number], string>> = { 0: '😀', 1: '👋', 3: '🐻', 4: '🍎', 5: '🚗', 6: '⚽', 7: '💡', 8: '❤️', 9: '🏁' };
const TONES: readonly Tone[] = [0, 1, 2, 3, 4, 5];
const HANDS = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿'];

type Section = { key: string; title: string; rows: readonly EmojiRow[] };

/** All emoji by groups, with search in both languages, the recent ones first, and a skin tone. Arrows walk, Enter chooses, Escape closes. */
export function EmojiPicker({ rows, onPick, onClose }: EmojiPickerProps) {
  const t = useTexts(emojiTexts);
  const language = useLanguage();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [tone, setTone] = useState(chosenTone);
  const [active, setActive] = useState(0);

  const sections = useMemo((): readonly Section[] => {
    if (query.trim() !== '') {
      const found = findEmoji(rows, query, 120);
      return found.length > 0 ? [{ key: 'found', title: t('found'), rows: found }] : [];
    }
    const byEmoji = new Map(rows.flatMap((row) => [row[0], ...(row[6] ?? [])].map((emoji) => [emoji, row] as const)));
    const recent = [...new Set(recentEmoji().map((emoji) => byEmoji.get(emoji)))].filter((row) => row !== undefined);
    const groups = GROUPS.map((group) => ({ key: String(group), title: t(`group_${group}`), rows: rows.filter((row) => row[1] === group) }));
    return recent.length > 0 ? [{ key: 'recent', title: t('recent'), rows: recent }, ...groups] : groups;
  }, [rows, query, t]);
  const all = useMemo(() => sections.flatMap((section) => section.rows), [sections]);

  useEffect(() => setActive(0), [query]);
  useEffect(() => {
    // Newer browsers answer a scroll with a promise, which is no clean-up.
    void list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, sections]);

  const pick = (row: EmojiRow | undefined, isMore: boolean) => {
    if (!row) return;
    rememberEmoji(row[0]);
    onPick(inTone(row, tone));
    if (!isMore) onClose();
  };
  const walk = (step: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown') => {
    if (step === 'ArrowLeft' || step === 'ArrowRight') return setActive(Math.max(0, Math.min(all.length - 1, active + (step === 'ArrowLeft' ? -1 : 1))));
    setActive(nextLine(list.current, active, step === 'ArrowDown') ?? active);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') pick(all[active], event.shiftKey);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight' || event.key === 'ArrowUp' || event.key === 'ArrowDown') walk(event.key);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const place = (event.target as Element).closest<HTMLElement>('[data-place]')?.dataset['place'];
    if (place !== undefined) pick(all[Number(place)], event.shiftKey);
  };

  let place = -1;
  return (
    <>
      <input
        className="emoji-search"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={all.length > 0 ? `${id}-${active}` : undefined}
        aria-label={t('search')}
        placeholder={t('search')}
        autoComplete="off"
        autoFocus
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {query === '' && (
        <div className="emoji-groups">
          {GROUPS.map((group) => (
            <button
              key={group}
              type="button"
              aria-label={t(`group_${group}`)}
              title={t(`group_${group}`)}
              onClick={() => list.current?.querySelector(`[data-group="${group}"]`)?.scrollIntoView({ block: 'start' })}
            >
              {ICONS[group]}
            </button>
          ))}
        </div>
      )}
      <div ref={list} id={id} className="emoji-list" role="listbox" aria-label={t('search')} onClick={onClick}>
        {sections.map((section) => (
          <div key={section.key} className="emoji-section" role="group" aria-label={section.title} data-group={section.key}>
            <div className="emoji-title" aria-hidden="true">
              {section.title}
            </div>
            <div className="emoji-grid" role="presentation">
              {section.rows.map((row) => {
                place += 1;
                const name = nameOf(row, language);
                return (
                  <span key={row[0]} id={`${id}-${place}`} data-place={place} className="emoji-cell" role="option" aria-selected={place === active} aria-label={name} title={name}>
                    {inTone(row, tone)}
                  </span>
                );
              })}
            </div>
          </div>
        ))}
      </div>
      {all.length === 0 && (
        <p className="emoji-nothing" role="status">
          {t('nothing')}
        </p>
      )}
      <div className="emoji-foot">
        <span className="emoji-name">{all[active] ? nameOf(all[active], language) : ''}</span>
        <div className="emoji-tones" role="radiogroup" aria-label={t('tone')}>
          {TONES.map((one) => (
            <label key={one} title={t(`tone_${one}`)} className="emoji-tone">
              <input
                type="radio"
                name={`${id}-tone`}
                aria-label={t(`tone_${one}`)}
                checked={tone === one}
                onChange={() => {
                  chooseTone(one);
                  setTone(one);
                }}
              />
              <span aria-hidden="true">{HANDS[one]}</span>
            </label>
          ))}
        </div>
      </div>
    </>
  );
}

/** The cell above or below, by where the cells stand on the screen. */
function nextLine(list: HTMLElement | null, active: number, isDown: boolean): number | null {
  const cells = [...(list?.querySelectorAll<HTMLElement>('[data-place]') ?? [])];
  const here = cells[active]?.getBoundingClientRect();
  if (!here) return null;
  let best: { place: number; top: number; off: number } | null = null;
  for (let place = active + (isDown ? 1 : -1); place >= 0 && place < cells.length; place += isDown ? 1 : -1) {
    const { top, left } = (cells[place] as HTMLElement).getBoundingClientRect();
    if (Math.abs(top - here.top) < 2) continue;
    if (best && Math.abs(top - best.top) >= 2) break;
    const off = Math.abs(left - here.left);
    if (!best || off < best.off) best = { place, top, off };
  }
  return best?.place ?? null;
}
