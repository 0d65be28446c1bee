import { Component } from 'react';
import type { ReactNode } from 'react';
import type { Language } from '../../protocol/errors';
import { translator } from '../chat/texts';
import { consoleTexts } from './texts';

/** Where drawing the page has failed: what is left to do, in place of an empty window. Only a class can catch that. */
export class Broken extends Component<{ language: Language; children: ReactNode }, { is_broken: boolean }> {
  override state = { is_broken: false };

  static getDerivedStateFromError() {
    return { is_broken: true };
  }

  /** What failed is told like everything that nobody has caught. */
  override componentDidCatch(error: unknown) {
    reportError(error);
  }

  override render() {
    if (!this.state.is_broken) return this.props.children;
    const t = translator(consoleTexts, this.props.language);
    return (
      <main className="broken empty" role="alert">
        <h1 className="empty-title">{t('broken')}</h1>
        <p className="empty-hint">{t('broken_hint')}</p>
        <button type="button" className="button" autoFocus onClick={() => window.location.reload()}>
          {t('broken_again')}
        </button>
      </main>
    );
  }
}
