import { readFileSync } from 'node:fs';

/** What the server sends before the inbox shows its list; the build wrote down which files these are. */
const folder = new URL('inbox-ui/dist/', import.meta.url);
const { js, css } = JSON.parse(readFileSync(new URL('.first-load.json', folder), 'utf8'));
const sent = (files) => files.map((file) => `inbox-ui/dist/${file}.br`);

export default [
  { name: 'scripts of the first load', path: sent(js), brotli: false, limit: '250 kB' },
  { name: 'styles of the first load', path: sent(css), brotli: false, limit: '45 kB' },
];
