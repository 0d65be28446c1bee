import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import type { MenuEntry } from '../surface';
import { imageOf } from './images';
import { mustBeReady, options, world } from './world';

class DoubleMenu {
  constructor(readonly template: MenuItemConstructorOptions[]) {
    for (const item of template) {
      if (item.label === undefined && item.role === undefined && item.type !== 'separator') throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    }
  }

  entries(): MenuEntry[] {
    return this.template.map((item) => ({
      label: item.label ?? item.role ?? '',
      enabled: item.enabled !== false,
      separator: item.type === 'separator',
      rows: Array.isArray(item.submenu) ? new DoubleMenu(item.submenu).entries() : [],
    }));
  }

  popup(): void {
    world.surface.popup = this.entries();
    // The menu hangs there, the specs choose from it.
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    shownPopup = this;
  }

  click(label: string): boolean {
    for (const item of this.template) {
      if (item.label === label && item.enabled !== false && item.click !== undefined) {
        item.click(undefined as never, undefined, undefined as never);
        return true;
      }
      if (Array.isArray(item.submenu) && new DoubleMenu(item.submenu).click(label)) return true;
    }
    return false;
  }
}

export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => new DoubleMenu(template),
  setApplicationMenu(menu: DoubleMenu | null): void {
    world.surface.app_menu = menu?.entries() ?? null;
  },
};

let shownPopup: DoubleMenu | null = null;

/** Chooses a row of the menu that hangs under the pointer. */
export const clickPopup = (label: string): boolean => shownPopup?.click(label) ?? false;

let current: Tray | null = null;

/** The one tray icon there is, for the specs. */
export const currentTray = (): Tray | null => current;

export class Tray extends EventEmitter {
  tooltip = '';
  title = '';
  image: NativeImage;
  menu: DoubleMenu | null = null;
  private isGone = false;

  constructor(image: NativeImage) {
    super();
    mustBeReady('Cannot create Tray');
    imageOf(image);
    if (options.tray === 'refused') throw new Error('The system has no tray');
    if (current !== null) throw new Error('The double expects one tray icon only');
    this.image = image;
    // The program holds the icon, the specs look at it.
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    current = this;
  }

  setImage(image: NativeImage): void {
    this.mustBeThere();
    imageOf(image);
    this.image = image;
  }

  setToolTip(text: string): void {
    this.mustBeThere();
    this.tooltip = text;
  }

  setTitle(text: string): void {
    this.mustBeThere();
    this.title = text;
  }

  setContextMenu(menu: DoubleMenu | null): void {
    this.mustBeThere();
    this.menu = menu;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  destroy(): void {
    this.isGone = true;
    current = null;
  }

  private mustBeThere(): void {
    if (this.isGone) throw new Error('Tray is destroyed');
  }
}
