/** Numbers that both sides must agree on. No schema library here: the client page imports this file. */

/** So many accounts stand side by side in one desktop program: each has a digit as its key. */
export const ACCOUNTS_MAX = 9;

/** Characters (UTF-16 units, as in JavaScript's `length`) of one message's text. */
export const MESSAGE_TEXT_MAX = 10_000;
/** Characters of a quoted message that come with the reply to it. */
export const QUOTE_MAX = 200;
/** Messages in one page of history when the caller names no limit. */
export const HISTORY_PAGE = 50;
/** Most messages that one page of history may hold. */
export const HISTORY_PAGE_MAX = 200;
/** Rooms in one page of the inbox. */
export const ROOMS_PAGE = 50;
export const ROOMS_PAGE_MAX = 200;
/** Rooms of the pages of a catch-up behind its first one, which is smaller so that something is shown at once. */
export const ROOMS_PAGE_BEHIND = 1_000;
/** Room events that come with an opened room: the newest ones, all of them in any ordinary room. */
export const EVENTS_PAGE = 200;
/** Largest Socket.IO frame. */
export const FRAME_BYTES = 64 * 1024;
/** Largest JSON body of an HTTP request. */
export const BODY_BYTES = 128 * 1024;
export const NAME_MAX = 100;
export const EMAIL_MAX = 254;
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 200;
export const ORDER_TITLE_MAX = 200;
export const ORDER_STATUS_MAX = 50;
export const SEARCH_TEXT_MAX = 200;
/** Hits in one page of a search. */
export const SEARCH_PAGE = 20;
export const SEARCH_PAGE_MAX = 50;
/** Notes that come with an opened room: the newest ones. */
export const NOTES_PAGE = 200;
/** Users that one note may mention. */
export const NOTE_MENTIONS_MAX = 20;
/** Most colleagues that are listed for mentions. */
export const COLLEAGUES_MAX = 500;
/** Drafts that come in one list. */
export const DRAFTS_MAX = 1_000;
/** Promises that are listed of one room: the newest ones. */
export const PROMISES_MAX = 100;
/** Most attachments that one message may name under any configuration; ten, when it says nothing (`files.ts`). */
export const ATTACHMENTS_MAX = 100;
/** Life of an access token. */
export const ACCESS_TOKEN_MS = 10 * 60_000;
/** Life of a refresh token that is not used. */
export const REFRESH_TOKEN_MS = 30 * 24 * 3_600_000;
/** A refresh token whose successor is still unused may come once more within this time: its answer was lost. */
export const REFRESH_RETRY_MS = 60_000;
/** Life of an embedded session for which nobody vouches any more: a little longer than its access token. */
export const EMBEDDED_MS = 15 * 60_000;
/** Longest life of what a marketplace vouches for with one signature. */
export const IDENTITY_MS = 10 * 60_000;
/** Life of a link that sets a new password. */
export const RESET_MS = 3_600_000;
export const INVITE_DEFAULT_MS = 30 * 24 * 3_600_000;
export const INVITE_MAX_MS = 365 * 24 * 3_600_000;
/** A typist who says nothing for this long has stopped. */
export const TYPING_MS = 2_000;
/** How often a typist repeats that he types; below `TYPING_MS`, so that the sign does not flicker. */
export const TYPING_REPEAT_MS = 1_200;
/** What a page shows is forgotten after this time unless it is repeated. */
export const VIEWING_MS = 45_000;
export const VIEWING_REPEAT_MS = 15_000;
/** An expert who presses no key for this long is not writing any more. */
export const WRITING_MS = 20_000;
/** Orders of the queue that are listed. */
export const QUEUE_MAX = 200;
/** Rooms that one page may show at once. */
export const VIEWED_ROOMS_MAX = 20;
/** Largest id that JSON numbers carry exactly. */
export const ID_MAX = Number.MAX_SAFE_INTEGER;
/** A room can be snoozed for at least and at most this long. */
export const SNOOZE_MIN_MS = 60_000;
export const SNOOZE_MAX_MS = 366 * 24 * 3_600_000;
export const LABEL_NAME_MAX = 40;
/** Labels of the catalogue, without the retired ones; all of them ever made. */
export const LABELS_MAX = 100;
export const LABELS_EVER_MAX = 1_000;
export const LABEL_COLORS = ['grey', 'red', 'amber', 'green', 'teal', 'blue', 'violet', 'pink'] as const;
export const VIEW_NAME_MAX = 40;
/** Views of one user. */
export const VIEWS_MAX = 50;
export const CONDITIONS_MAX = 20;
export const TEAM_NAME_MAX = 60;
/** Teams ever made. */
export const TEAMS_MAX = 200;
export const TEAM_MEMBERS_MAX = 200;
/** Orders that are offered to a colleague at once. */
export const TRANSFER_ORDERS_MAX = 200;
export const TRANSFER_COMMENT_MAX = 1_000;
/** Open orders that one expert may have at most. */
export const CAPACITY_MAX = 10_000;
/** Rooms of one member that his lead is shown. */
export const FLOOR_ROOMS_MAX = 200;
/** Wishes in one request about many rooms. */
export const BULK_MAX = 50;
/** Policies of the service levels. */
export const POLICIES_MAX = 50;
export const POLICY_NAME_MAX = 100;
/** Thirty days of working time. */
export const TARGET_MINUTES_MAX = 43_200;
export const HOURS_OF_DAY_MAX = 6;
export const HOLIDAYS_MAX = 366;
/** Orders in one page of the marketplace's list. */
export const ORDERS_PAGE = 50;
export const ORDERS_PAGE_MAX = 200;
export const WEBHOOKS_MAX = 20;
export const WEBHOOK_URL_MAX = 1_000;
export const WEBHOOK_DESCRIPTION_MAX = 200;
export const WEBHOOK_DELIVERIES_PAGE = 50;
export const WEBHOOK_DELIVERIES_PAGE_MAX = 200;
/** Deliveries that are sent anew by one request that names them. */
export const WEBHOOK_REPLAY_MAX = 200;
export const WEBHOOK_ROTATE_MAX_HOURS = 168;
/** Lines of one page of an administrator's list. */
export const ADMIN_PAGE = 50;
export const KEY_NAME_MAX = 100;
/** For at most this long a replaced API key is still good. */
export const KEY_OVERLAP_HOURS_MAX = 168;
/** API keys that are not revoked. */
export const KEYS_MAX = 200;
/** Sites that administrators allow to show the chat. */
export const FRAMES_MAX = 100;
export const FRAME_ORIGIN_MAX = 300;
export const FRAME_NOTE_MAX = 200;
/** Life of the code by which the first administrator comes in. */
export const SETUP_MS = 7 * 24 * 3_600_000;
export const RETENTION_DAYS_MIN = 7;
export const RETENTION_DAYS_MAX = 3_650;
/** Life of a link for a password that an administrator has asked for. */
export const ADMIN_LINK_MS = 3 * 24 * 3_600_000;
/** Days that one report may span. */
export const REPORT_DAYS_MAX = 400;
