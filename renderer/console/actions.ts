import { adminActions } from './admin/admin_actions';
import { awayActions } from './away/away_actions';
import { writingActions } from './composing/writing_actions';
import { bulkActions } from './bulk/bulk_actions';
import { conveyorActions } from './conveyor/conveyor_actions';
import { dialogActions } from './dialogs/dialog_actions';
import { floorActions } from './floor/floor_actions';
import { guardActions } from './guards/guard_actions';
import { inboxActions } from './inbox/inbox_actions';
import { labelActions } from './labels/label_actions';
import { keepingActions } from './later/keeping_actions';
import { macroActions } from './macros/macro_actions';
import { paneActions } from './panes/pane_actions';
import { promiseActions } from './promises/promise_actions';
import { appActions } from './settings/app_actions';
import { reportActions } from './reports/report_actions';
import { shellActions } from './shell/shell_actions';
import { triageActions } from './triage/triage_actions';
import { viewActions } from './views/view_actions';
import { whyActions } from './why/why_actions';

/** Everything that can be done in the console by key and from the palette; keys/action.ts explains. One key never stands twice. */
export const consoleActions = [...dialogActions, ...inboxActions, ...viewActions, ...bulkActions, ...labelActions, ...conveyorActions, ...awayActions, ...floorActions, ...guardActions, ...paneActions, ...keepingActions, ...macroActions, ...promiseActions, ...triageActions, ...writingActions, ...whyActions, ...adminActions, ...reportActions, ...shellActions, ...appActions] as const;

export type ActionId = (typeof consoleActions)[number]['id'];
