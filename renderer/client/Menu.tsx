import { useContext, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { ConfirmDialog } from '../chat/ConfirmDialog';
import { composingTexts } from '../chat/composing_texts';
import { Icon } from '../chat/Icon';
import { useTexts } from '../chat/language';
import { setUndoSeconds, UNDO_SECONDS, useUndoSeconds } from '../chat/undo_send';
import { clientTexts } from './client_texts';
import { PreferencesContext } from './preferences_context';

const languages = [
  { value: 'ru', name: 'Русский' },
  { value: 'en', name: 'English' },
] as const;

/** Language, theme and the way out. */
export function Menu({ onSignOut, is_inside = onSignOut !== undefined, children }: { onSignOut?: (() => void) | undefined; is_inside?: boolean; children?: ReactNode }) {
  const t = useTexts(clientTexts);
  const tc = useTexts(composingTexts);
  const seconds = useUndoSeconds();
  const { language, theme, setLanguage, setTheme } = useContext(PreferencesContext);
  const [isOpen, setIsOpen] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node)) setIsOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      setIsOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);

  return (
    <div className="menu" ref={place}>
      <button
        ref={button}
        type="button"
        className="icon-button menu-button"
        aria-label={t('menu')}
        title={t('menu')}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div className="menu-panel" id={id}>
          <fieldset>
            <legend>{t('language')}</legend>
            {languages.map(({ value, name }) => (
              <label key={value} lang={value}>
                <input type="radio" name={`${id}-language`} checked={language === value} onChange={() => setLanguage(value)} />
                <span>{name}</span>
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>{t('theme')}</legend>
            {(['system', 'light', 'dark'] as const).map((value) => (
              <label key={value}>
                <input type="radio" name={`${id}-theme`} checked={theme === value} onChange={() => setTheme(value)} />
                <span>{t(`theme_${value}`)}</span>
              </label>
            ))}
          </fieldset>
          {is_inside && (
            <fieldset>
              <legend>{tc('undo_setting')}</legend>
              {UNDO_SECONDS.map((value) => (
                <label key={value}>
                  <input type="radio" name={`${id}-undo`} checked={seconds === value} onChange={() => setUndoSeconds(value)} />
                  <span>{value === 0 ? tc('undo_off') : tc('undo_seconds', { seconds: value })}</span>
                </label>
              ))}
            </fieldset>
          )}
          {children}
          {onSignOut && (
            <button type="button" className="menu-item" onClick={() => setIsLeaving(true)}>
              {t('sign_out')}
            </button>
          )}
        </div>
      )}
      {isLeaving && onSignOut && (
        <ConfirmDialog question={t('sign_out_question')} confirm={t('sign_out')} onConfirm={onSignOut} onCancel={() => setIsLeaving(false)} />
      )}
    </div>
  );
}
