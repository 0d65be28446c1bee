import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import type { DeskView, MenuAction, MenuRow, TrayIcon } from './desk_view';

export type TrayParts = {
  /** Makes the system's tray icon; throws where there is no tray. */
  make(image: NativeImage): Tray;
  image(icon: TrayIcon): NativeImage;
  menu(rows: MenuItemConstructorOptions[]): Menu;
  platform: NodeJS.Platform;
  act(action: MenuAction): void;
  log(text: string): void;
};

export type TrayPart = { setView(view: Pick<DeskView, 'icon' | 'tooltip' | 'menu' | 'number'>): void; isThere(): boolean; remove(): void };

/** The icon beside the clock. Draws only what has changed: a menu that is set anew closes under the user's pointer. */
export function createTray(parts: TrayParts): TrayPart {
  let tray: Tray | null = null;
  let drawn = { icon: '', tooltip: '', menu: '', number: -1 };
  let hasFailed = false;

  return {
    setView(view) {
      if (!hasFailed) render(view);
    },
    isThere: () => tray !== null,
    remove() {
      tray?.destroy();
      tray = null;
      hasFailed = true;
    },
  };

  function render({ icon, tooltip, menu, number }: Parameters<TrayPart['setView']>[0]): void {
    const next = { icon: JSON.stringify(icon), tooltip, menu: JSON.stringify(menu), number };
    const shown = tray ?? make(icon);
    if (shown === null) return;
    if (next.icon !== drawn.icon) shown.setImage(parts.image(icon));
    if (next.tooltip !== drawn.tooltip) shown.setToolTip(tooltip);
    if (next.menu !== drawn.menu) shown.setContextMenu(parts.menu(menu.map(toItem)));
    if (parts.platform === 'darwin' && next.number !== drawn.number) shown.setTitle(number === 0 ? '' : String(number));
    drawn = next;
  }

  function make(icon: TrayIcon): Tray | null {
    try {
      tray = parts.make(parts.image(icon));
      tray.on('click', () => parts.act({ do: 'show', account: null }));
      return tray;
    } catch (error) {
      hasFailed = true;
      parts.log(`There is no tray here: ${String(error)}.`);
      return null;
    }
  }

  function toItem(row: MenuRow): MenuItemConstructorOptions {
    if (row === 'line') return { type: 'separator' };
    const { action } = row;
    // An ampersand would underline the letter behind it.
    const label = parts.platform === 'darwin' ? row.label : row.label.replaceAll('&', '&&');
    if (row.rows !== undefined) return { label, submenu: row.rows.map(toItem) };
    return action === undefined ? { label, enabled: false } : { label, click: () => parts.act(action) };
  }
}
