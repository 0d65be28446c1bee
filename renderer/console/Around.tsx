import { useEffect } from 'react';
import { ReturnCard } from './away/ReturnCard';
import { LinkGuard } from './composing/LinkGuard';
import { useConsole } from './context';
import { DeskNotice } from './DeskNotice';
import { LabelsDialog } from './labels/LabelsDialog';
import { PopoutWindows } from './panes/PopoutWindows';
import { watchOwnPromises } from './promises/offers';
import { DecidedToast } from './triage/DecidedToast';
import { SnoozeDialog } from './triage/SnoozeDialog';
import { WhyClicks } from './why/WhyClicks';

/** What lies over list and panes, or in windows of its own: nothing of it is there in the first frame. */
export function Around() {
  const { sync } = useConsole();
  useEffect(() => watchOwnPromises(sync), [sync]);
  return (
    <>
      <SnoozeDialog />
      <LabelsDialog />
      <PopoutWindows />
      <ReturnCard />
      <DeskNotice />
      <DecidedToast />
      <LinkGuard />
      <WhyClicks />
    </>
  );
}
