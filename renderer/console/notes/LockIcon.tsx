/** A closed lock: what stands beside it is not for clients. */
export function LockIcon() {
  return (
    <svg className="note-lock" viewBox="0 0 24 24" width="14" height="14" aria-hidden="true">
      <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
