/** What the specs can see of the program from outside its page, on either runtime. */
export type MenuEntry = { label: string; enabled: boolean; separator: boolean; rows: MenuEntry[] };
export type TraySurface = { tooltip: string; title: string; icon: string; menu: MenuEntry[] };
export type NotificationSurface = { id: string; title: string; body: string; silent: boolean; has_reply: boolean; actions: string[]; xml: string; state: 'made' | 'shown' | 'closed' | 'failed' };
export type WindowSurface = {
  url: string;
  title: string;
  visible: boolean;
  focused: boolean;
  maximized: boolean;
  bounds: { x: number; y: number; width: number; height: number };
  preferences: Record<string, unknown>;
  /** How large its page is drawn; 1: as it is. */
  zoom: number;
};

export type Surface = {
  windows: WindowSurface[];
  tray: TraySurface | null;
  /** All that were ever made, oldest first. */
  notifications: NotificationSurface[];
  badge: number;
  overlay: { description: string } | null;
  /** Addresses handed to the system. */
  opened: string[];
  app_user_model_id: string | null;
  protocol_clients: string[];
  app_menu: MenuEntry[] | null;
  /** Permissions that the page has been granted. */
  permissions: string[];
  /** What the system starts when the user signs in to it (macOS, Windows). */
  login_item: { open: boolean; args: string[] } | null;
  global_keys: string[];
  /** How often what pages keep was written to the disk at once. */
  flushes: number;
  /** What the program has asked the user, oldest first. */
  questions: { message: string; buttons: string[] }[];
  /** Partitions whose storage was erased; '' is the first account's. */
  cleared: string[];
  clipboard: string | null;
  /** Whether reports of crashes leave the machine. */
  sends_crashes: boolean | null;
  /** Languages in which spelling is checked. */
  spelling: string[] | null;
  learned: string[];
  shown_files: string[];
  /** The last menu under the right button. */
  popup: MenuEntry[] | null;
};

/** As Electron's `ActivationArguments`. */
export type Activation = { type: string; arguments: string; reply?: string; actionIndex?: number };

/** What a user or the system does to the program. */
export type Poke =
  | { do: 'click_tray' }
  | { do: 'click_menu'; label: string }
  | { do: 'click_notification'; index: number }
  /** The user dismisses it. */
  | { do: 'close_notification'; index: number }
  | { do: 'reply_notification'; index: number; text: string }
  | { do: 'press_notification'; index: number; action: number }
  /** Windows hands over what was done to a notification, whether the program still holds it or not. */
  | { do: 'activate'; details: Activation }
  /** `window`: its place among the windows; the first one when absent. */
  | { do: 'close_window' | 'focus_window' | 'blur_window' | 'minimize_window'; window?: number }
  /** The user answers a question of the program by one of its buttons. */
  | { do: 'answer'; index: number; button: number }
  /** The newest window of a chat. */
  | { do: 'close_popout' | 'focus_popout' }
  | { do: 'move_window'; bounds: WindowSurface['bounds'] }
  | { do: 'suspend' | 'resume' | 'lock' | 'unlock' }
  /** The power cord is pulled out, or put in. */
  | { do: 'battery'; is_on: boolean }
  /** The machine's clock moves on at once, as it does while the machine sleeps. */
  | { do: 'pass_time'; ms: number }
  | { do: 'press_global_key' | 'click_popup'; key: string }
  | { do: 'press_in_page'; key: string; code: string; window?: number }
  | { do: 'right_click'; word: string; suggestions: string[] }
  /** A page asks for a file to be saved; answers whether the program takes it. */
  | { do: 'download'; url: string; name: string; total: number }
  | { do: 'download_progress'; index: number; received: number }
  | { do: 'download_end'; index: number; state: 'completed' | 'cancelled' | 'interrupted' }
  | { do: 'quit' }
  | { do: 'ask_permission'; permission: string; origin: string }
  /** A frame of this address makes a call on the program's channel. */
  | { do: 'call_from'; url: string; channel: string; args: unknown[] };

/** The machine that the double plays; real Electron runs on the machine it has. */
export type DoubleOptions = {
  platform?: NodeJS.Platform;
  locale?: string;
  /** Whether the desktop shows tray icons. */
  tray?: 'shown' | 'no_host' | 'refused';
  secrets?: 'gnome_libsecret' | 'basic_text' | 'unavailable';
  /** Another keyring cannot read what this one has written. */
  keyring?: string;
  notifications?: 'shown' | 'unsupported' | 'failing' | 'throwing';
  /** Whether the desktop reads notifications as markup; it does unless told otherwise. */
  markup?: boolean;
  /** What the desktop says of its own do-not-disturb. */
  do_not_disturb?: 'on' | 'off' | 'unknown';
  /** The notification whose click or reply has started the program: on macOS with the start, on Windows as an activation. */
  started_by?: { identifier: string; userText?: string } | Activation;
  /** Identifiers of notifications that an earlier run has left behind (macOS). */
  left_behind?: string[];
  /** Keys that other programs hold. */
  taken_keys?: string[];
  /** The folder of a package's resources: the program counts as installed from one. */
  resources?: string;
  screens?: { x: number; y: number; width: number; height: number }[];
};
