import { useEffect, useRef } from 'react';
import type { ComponentType } from 'react';
import { useTexts } from '../../chat/language';
import { useConsole, useDesk, useT } from '../context';
import type { AdminPageName } from '../desk';
import { IconButton } from '../IconButton';
import { PolicySettings } from '../service_levels/PolicySettings';
import { BackIcon } from '../icons';
import { adminTexts } from './admin_texts';
import { pagesOf } from './pages_of';
import { AuditPage } from './AuditPage';
import { FramesPage } from './FramesPage';
import { KeysPage } from './KeysPage';
import { RetentionPage } from './RetentionPage';
import { TeamsPage } from './TeamsPage';
import { UsersPage } from './UsersPage';
import { WebhooksPage } from './WebhooksPage';
import './admin.css';

const pages: Readonly<Record<AdminPageName, ComponentType>> = { users: UsersPage, teams: TeamsPage, keys: KeysPage, webhooks: WebhooksPage, frames: FramesPage, policies: PolicySettings, retention: RetentionPage, audit: AuditPage };

/** The administration, in place of list and panes. */
export function Admin() {
  const t = useTexts(adminTexts);
  const tc = useT();
  const { desk, me } = useConsole();
  const section = useDesk(({ section: at }) => (at === null || at === 'reports' ? 'users' : at));
  const heading = useRef<HTMLHeadingElement>(null);
  const Page = pages[section];
  // Whoever comes by key or goes to another page is told where he is.
  useEffect(() => heading.current?.focus(), [section]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialog and an open menu have this key first.
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], .ant-dropdown:not(.ant-dropdown-hidden)')) return;
      event.preventDefault();
      desk.setState({ section: null });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [desk]);
  return (
    <div className="admin">
      <nav className="admin-nav" aria-label={tc('admin')}>
        <div className="admin-nav-head">
          <IconButton name={t('back')} action="admin" onClick={() => desk.setState({ section: null })}>
            <BackIcon />
          </IconButton>
          <span className="admin-nav-title">{tc('admin')}</span>
        </div>
        <ul>
          {pagesOf(me.role).map((name) => (
            <li key={name}>
              <button type="button" aria-current={name === section ? 'page' : undefined} onClick={() => desk.setState({ section: name })}>
                {t(`page_${name}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className="admin-page" aria-labelledby="admin-heading">
        <h2 id="admin-heading" ref={heading} tabIndex={-1}>
          {t(`page_${section}`)}
        </h2>
        <Page key={section} />
      </section>
    </div>
  );
}
