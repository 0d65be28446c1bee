import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { AccountEntry } from '../protocol/desktop';
import type { Texts } from './texts';

export type AppMenuParts = {
  menu: Pick<typeof Menu, 'setApplicationMenu' | 'buildFromTemplate'>;
  platform: NodeJS.Platform;
  texts(): Texts;
  onShow(account: number): void;
  onAdd(): void;
};

export type AppMenu = { setAccounts(accounts: readonly Pick<AccountEntry, 'id' | 'name'>[]): void };

/** macOS takes copy and paste from the menu bar; elsewhere the window needs no menu. */
export function createAppMenu({ menu, platform, texts, onShow, onAdd }: AppMenuParts): AppMenu {
  let drawn = '';
  return {
    setAccounts(accounts) {
      const { accounts: title, addAccount, newAccount } = texts();
      const next = JSON.stringify([title, accounts.map(({ id, name }) => [id, name])]);
      if (next === drawn) return;
      drawn = next;
      const shows = accounts.length < 2 ? [] : accounts.map(({ id, name }): MenuItemConstructorOptions => ({ label: name === '' ? newAccount : name, click: () => onShow(id) }));
      const rows: MenuItemConstructorOptions[] = [...shows, ...(shows.length > 0 ? [{ type: 'separator' as const }] : []), { label: addAccount, click: onAdd }];
      const roles: MenuItemConstructorOptions[] = [{ role: 'appMenu' }, { label: title, submenu: rows }, { role: 'editMenu' }, { role: 'viewMenu' }, { role: 'windowMenu' }];
      menu.setApplicationMenu(platform === 'darwin' ? menu.buildFromTemplate(roles) : null);
    },
  };
}
