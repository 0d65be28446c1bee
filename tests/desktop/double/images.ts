import { createHash } from 'node:crypto';
import type { NativeImage } from 'electron';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

type Representation = { scaleFactor: number; width: number; height: number; buffer: Buffer };

/** Pictures as the system would take them: only real PNGs of the size that was said. */
export class DoubleImage {
  readonly representations: Representation[] = [];

  addRepresentation(options: Electron.AddRepresentationOptions): void {
    const { scaleFactor = 1, width = 0, height = 0, buffer } = options;
    if (buffer === undefined || !buffer.subarray(0, 4).equals(PNG)) throw new Error('The double takes PNG buffers only');
    if (buffer.readUInt32BE(16) !== width || buffer.readUInt32BE(20) !== height) throw new Error('The picture has another size than was said');
    this.representations.push({ scaleFactor, width, height, buffer });
  }

  isEmpty(): boolean {
    return this.representations.length === 0;
  }

  getScaleFactors(): number[] {
    return this.representations.map(({ scaleFactor }) => scaleFactor);
  }

  /** The same text for the same picture. */
  fingerprint(): string {
    const hash = createHash('sha256');
    for (const { buffer } of this.representations) hash.update(buffer);
    return hash.digest('hex').slice(0, 16);
  }
}

export const nativeImage = {
  createEmpty: () => new DoubleImage() as unknown as NativeImage,
};

/** The double's own picture behind Electron's type. */
export function imageOf(image: NativeImage | string): DoubleImage {
  if (!(image instanceof DoubleImage)) throw new TypeError('Error processing argument: a NativeImage is needed');
  return image;
}
