import type { Menu, MenuItemConstructorOptions } from 'electron';

/** macOS takes copy and paste from the menu bar; elsewhere the window needs no menu. */
export function setAppMenu(menu: Pick<typeof Menu, 'setApplicationMenu' | 'buildFromTemplate'>, platform: NodeJS.Platform): void {
  const roles: MenuItemConstructorOptions[] = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'viewMenu' }, { role: 'windowMenu' }];
  menu.setApplicationMenu(platform === 'darwin' ? menu.buildFromTemplate(roles) : null);
}
