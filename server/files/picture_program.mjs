// A program of its own: looks at one picture with what may be spent on it, and ends. The bytes come on standard input; on standard output go
// one line of JSON with the dimensions as seen, and behind it the thumbnail. Plain JavaScript, because tests run it from its source.
import sharp from 'sharp';

const [pixels, side] = process.argv.slice(2).map(Number);
sharp.cache(false);
sharp.concurrency(1);
// Of all that the library reads only these formats, so that nothing else is tried on a stranger's bytes.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadNsgifBuffer', 'VipsForeignLoadHeifBuffer'] });

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const bytes = Buffer.concat(chunks);
const limits = { limitInputPixels: pixels, failOn: 'truncated', sequentialRead: true, pages: 1 };

// The decoder forgives a GIF whose screen is larger than its pictures; a browser gives it all that it claims.
if (bytes.subarray(0, 3).toString() === 'GIF' && bytes.readUInt16LE(6) * bytes.readUInt16LE(8) > pixels) throw new Error('too many pixels');

const { autoOrient } = await sharp(bytes, limits).metadata();
// Turned upright by its own mark; nothing of its metadata goes on.
const thumbnail = await sharp(bytes, limits)
  .autoOrient()
  .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
  .webp({ quality: 78, effort: 3 })
  .toBuffer();
process.stdout.write(`${JSON.stringify({ width: autoOrient.width, height: autoOrient.height })}\n`);
process.stdout.write(thumbnail);
