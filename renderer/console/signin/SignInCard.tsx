import type { ReactNode } from 'react';

/** The frame of the screens before the console. */
export function SignInCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <p className="sign-in-brand">
          <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="var(--color-accent)" />
            <path
              d="M9 10.500A2.500 2.500 0 0 1 11.500 8h9A2.500 2.500 0 0 1 23 10.500v6a2.500 2.500 0 0 1-2.500 2.500H16l-4.500 4.500V19A2.500 2.500 0 0 1 9 16.500z"
              fill="var(--color-on-accent)"
            />
          </svg>
          Orderline
        </p>
        <h1 className="sign-in-title">{title}</h1>
        {children}
      </div>
    </main>
  );
}
