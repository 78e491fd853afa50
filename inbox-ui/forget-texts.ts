import { forgetUploads } from './writing/upload-store.ts';

/** Texts that were not sent yet lie in this browser; whoever signs in next must not find them. */
export function forgetTexts(stores: Storage[] = [localStorage, sessionStorage]): void {
  for (const store of stores) {
    const ours = Object.keys(store).filter((key) => /^lotse\.(unsent$|draft\.)/.test(key));
    for (const key of ours) store.removeItem(key);
  }
  forgetUploads();
}
