// Draws the icons of the installed app from the mark of the product. Run after the mark has changed: node scripts/make-icons.mjs
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = fileURLToPath(new URL('../inbox-ui/public/', import.meta.url));
const mark = readFileSync(`${folder}favicon.svg`, 'utf8');
/** Systems cut a maskable icon to any shape: the ground fills it, the mark keeps to the middle. */
const maskable = mark
  .replace('viewBox="0 0 32 32"', 'viewBox="-6 -6 44 44"')
  .replace('<rect width="32" height="32" rx="8"', '<rect x="-6" y="-6" width="44" height="44"');
/** Android shows only its outline, in its own colour. */
const badge = mark
  .replace(/<rect[^>]*\/>/, '')
  .replaceAll('#faf8f5', '#fff')
  .replace(/<path d="m16 11[^>]*\/>/, '');

await draw(mark, 192, 'icon-192');
await draw(mark, 512, 'icon-512');
await draw(maskable, 512, 'maskable-512');
await draw(maskable, 180, 'apple-touch-icon');
await draw(badge, 96, 'badge-96');

async function draw(svg, size, name) {
  const density = (72 * size) / 32;
  const image = sharp(Buffer.from(svg), { density }).resize(size, size);
  await image.png({ compressionLevel: 9, palette: true }).toFile(`${folder}icons/${name}.png`);
}
