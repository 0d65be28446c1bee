import type { NativeImage, nativeImage as NativeImages } from 'electron';
import type { TrayIcon } from './desk_view';
import { appIcon, overlayIcon, trayIcon } from './drawing/icons';

export type Images = { tray(icon: TrayIcon): NativeImage; overlay(number: number): NativeImage; app(): NativeImage };

/** The drawn icons as the system takes them, for ordinary and for dense screens. */
export function createImages(images: Pick<typeof NativeImages, 'createEmpty'>, platform: NodeJS.Platform): Images {
  const side = platform === 'linux' ? 24 : platform === 'darwin' ? 18 : 16;
  return {
    tray: (icon) => inTwoSizes(side, (size) => trayIcon(icon, size)),
    overlay: (number) => inTwoSizes(16, (size) => overlayIcon(number, size)),
    app: () => inTwoSizes(128, appIcon),
  };

  function inTwoSizes(width: number, draw: (size: number) => Buffer): NativeImage {
    const image = images.createEmpty();
    for (const scaleFactor of [1, 2]) {
      image.addRepresentation({ scaleFactor, width: width * scaleFactor, height: width * scaleFactor, buffer: draw(width * scaleFactor) });
    }
    return image;
  }
}
