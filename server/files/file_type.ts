import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './clean_name';

/** So much of a file's beginning is looked at. */
export const HEAD_BYTES = 256 * 1024;

/** Pictures that a page may show in place, once they have been decoded within the limits. */
export const SHOWN_PICTURES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'];
/** The type of what is kept and never shown. */
export const PLAIN_BYTES = 'application/octet-stream';

const OFFICE: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
};
const OLD_OFFICE: Record<string, string> = {
  doc: 'application/msword',
  dot: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  pps: 'application/vnd.ms-powerpoint',
  vsd: 'application/vnd.visio',
};

/** What is taken, by what its bytes say; of `audio/` and `video/` everything that is recognised. */
const TAKEN = new Set([
  ...SHOWN_PICTURES,
  ...Object.values(OFFICE),
  'image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence', 'image/tiff', 'image/bmp', 'image/x-icon', 'image/apng', 'image/jxl', 'image/vnd.adobe.photoshop',
  'application/pdf', 'application/rtf', 'application/epub+zip', 'application/postscript', 'application/eps', 'application/ogg',
  'application/vnd.oasis.opendocument.graphics', 'application/vnd.oasis.opendocument.formula',
  'application/zip', 'application/x-rar-compressed', 'application/vnd.rar', 'application/x-7z-compressed', 'application/gzip', 'application/x-gzip',
  'application/x-tar', 'application/x-bzip2', 'application/x-xz', 'application/zstd', 'application/x-lzip',
  'application/x-compressed-tar', 'application/x-mobipocket-ebook',
]);

/** Names that some system runs when they are opened, whatever the bytes are. */
const RUNS = new Set(
  `exe com scr pif bat cmd msi msp mst msix appx cpl dll sys drv ocx lnk url scf inf reg hta htc vb vbs vbe js jse mjs ws wsf wsc wsh ps1 ps1xml psm1 psc1
   psc2 msh msc jar jnlp jsp application gadget hlp chm ade adp mde accde xll xlam appref-ms settingcontent-ms library-ms search-ms diagcab desktop app command
   action workflow terminal dmg pkg mpkg apk ipa deb rpm run bin elf iso img vhd vhdx wim cab cer crt docm dotm xlsm xltm pptm potm ppam sldm one svgz shtml mht mhtml`.split(/\s+/),
);

/** True when the name alone says that the file must not be taken. */
export function isProgramName(name: string): boolean {
  return RUNS.has(extensionOf(name));
}

/**
 * The type that a file is kept and served under, or undefined when it is not taken. Only the bytes are asked; the name tells apart what
 * is the same to the bytes. HTML, SVG and source code are text here: they are only ever handed out for saving.
 */
export async function typeOf(head: Buffer, name: string): Promise<string | undefined> {
  if (isProgramName(name)) return undefined;
  const extension = extensionOf(name);
  const found = (await sniff(head))?.replace(/;.*$/, '');
  if (found === 'application/x-cfb') return OLD_OFFICE[extension];
  if (found === 'application/zip') return OFFICE[extension] ?? found;
  if (found === 'application/xml' || found === 'image/svg+xml') return isText(head) ? 'text/plain' : undefined;
  if (found === undefined || found.startsWith('text/')) {
    if (!isText(head)) return undefined;
    return { csv: 'text/csv', tsv: 'text/tab-separated-values' }[extension] ?? 'text/plain';
  }
  return TAKEN.has(found) || /^(audio|video)\//.test(found) ? found : undefined;
}

/** A file that breaks off or lies about its lengths makes the reader throw: then nothing is known of it. */
async function sniff(head: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    return head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')) ? 'application/zip' : undefined;
  }
}

/** Text in UTF-8, UTF-16 with its mark, or an old one-byte encoding: no control characters but those that part lines and pages. */
function isText(head: Buffer): boolean {
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) return head.length % 2 === 0 || head.length === HEAD_BYTES;
  return !head.some((byte) => byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b));
}
