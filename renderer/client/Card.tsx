import type { ReactNode } from 'react';
import { Menu } from './Menu';
import { usePageTitle } from './page_title';

/** A page with one thing on it. */
export function Card({ title, corner, children }: { title: string; corner?: ReactNode; children: ReactNode }) {
  usePageTitle(title, 0);
  return (
    <main className="page page-card">
      <div className="page-corner">
        <Menu />
        {corner}
      </div>
      <div className="card">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
