import { ReturnCard } from './away/ReturnCard';
import { DeskNotice } from './DeskNotice';
import { LabelsDialog } from './labels/LabelsDialog';
import { PopoutWindows } from './panes/PopoutWindows';
import { DecidedToast } from './triage/DecidedToast';
import { SnoozeDialog } from './triage/SnoozeDialog';

/** What lies over list and panes, or in windows of its own: nothing of it is there in the first frame. What watches clicks and posts is no part of it: that has to be there before them. */
export function Around() {
  return (
    <>
      <SnoozeDialog />
      <LabelsDialog />
      <PopoutWindows />
      <ReturnCard />
      <div className="told-place">
        <DeskNotice />
        <DecidedToast />
      </div>
    </>
  );
}
