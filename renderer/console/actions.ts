import { conveyorActions } from './conveyor/conveyor_actions';
import { dialogActions } from './dialogs/dialog_actions';
import { guardActions } from './guards/guard_actions';
import { inboxActions } from './inbox/inbox_actions';
import { keepingActions } from './later/keeping_actions';
import { paneActions } from './panes/pane_actions';
import { promiseActions } from './promises/promise_actions';

/** Everything that can be done in the console by key and from the palette; keys/action.ts explains. One key never stands twice. */
export const consoleActions = [...dialogActions, ...inboxActions, ...conveyorActions, ...guardActions, ...paneActions, ...keepingActions, ...promiseActions] as const;

export type ActionId = (typeof consoleActions)[number]['id'];
