import { later } from '../components/later.tsx';

/** The list comes first; see `SaveViewDialog.tsx`. */
export const SaveViewDialog = later(
  async () => (await import('./SaveViewDialog.tsx')).SaveViewDialog,
);
