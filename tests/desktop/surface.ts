/** What the specs can see of the program from outside its page, on either runtime. */
export type MenuEntry = { label: string; enabled: boolean; separator: boolean; rows: MenuEntry[] };
export type TraySurface = { tooltip: string; title: string; icon: string; menu: MenuEntry[] };
export type NotificationSurface = { title: string; body: string; silent: boolean; state: 'made' | 'shown' | 'closed' | 'failed' };
export type WindowSurface = {
  url: string;
  title: string;
  visible: boolean;
  focused: boolean;
  maximized: boolean;
  bounds: { x: number; y: number; width: number; height: number };
  preferences: Record<string, unknown>;
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
};

/** What a user or the system does to the program. */
export type Poke =
  | { do: 'click_tray' }
  | { do: 'click_menu'; label: string }
  | { do: 'click_notification'; index: number }
  | { do: 'close_window' | 'focus_window' | 'blur_window' | 'minimize_window' }
  | { do: 'move_window'; bounds: WindowSurface['bounds'] }
  | { do: 'resume' | 'unlock' }
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
  screens?: { x: number; y: number; width: number; height: number }[];
};
