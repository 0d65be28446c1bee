import { TimelineSkeleton } from '../../chat/Skeleton';

/** A chat's shape while its room is not known yet. */
export function PaneSkeleton() {
  return (
    <div className="pane-ghost">
      <TimelineSkeleton />
    </div>
  );
}
