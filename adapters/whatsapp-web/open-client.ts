import { launchOptions } from './browser.ts';
import { isPageGone } from './errors.ts';
import { awaitProcess, killBrowser } from './kill-browser.ts';
import {
  loadLibrary,
  type WebBrowser,
  type WebClient,
  type WebLibrary,
  type WebMedia,
} from './library.ts';
import { within } from './within.ts';

export type ClientOptions = {
  executablePath: string;
  /** Chromium's user data folder, where the pairing lives. */
  profileFolder: string;
  /** Digits, to be shown a code instead of a QR code. */
  pairingNumber: string | null;
  onGone: (reason: 'browser_gone' | 'page_crashed') => void;
  /** WhatsApp would not give a code for this number. */
  onPairingRefused: () => void;
};

export type OpenedClient = {
  client: WebClient;
  makeMedia: (mimeType: string, base64: string, fileName: string, sizeBytes: number) => WebMedia;
  /** Ends the browser, by force after `graceMs`. Resolves when it is gone. */
  close(graceMs: number): Promise<void>;
};

/** Null when the library is not installed. The browser is started by the client's `initialize`. */
export type OpenClient = (options: ClientOptions) => Promise<OpenedClient | null>;

const maxKillMs = 1000;
const closed = new Error('The client was closed');

/**
 * A client of whatsapp-web.js whose profile is ours to keep. The library has listeners of its own that nobody waits for:
 * their errors are caught here, because they would end the process.
 * Source: node_modules/whatsapp-web.js/src/Client.js (initialize, inject)
 */
export async function openClient(
  options: ClientOptions,
  load: () => Promise<WebLibrary | null> = loadLibrary,
): Promise<OpenedClient | null> {
  const library = await load();
  if (!library) return null;
  const { pairingNumber, profileFolder } = options;
  let isClosed = false;
  const browser = awaitProcess(`--user-data-dir=${profileFolder}`);

  const client = new library.Client({
    authStrategy: authStrategy(() => {
      if (isClosed) throw closed;
      watch(client, options);
    }),
    puppeteer: launchOptions(options.executablePath, profileFolder),
    // The local cache writes into the working directory.
    webVersionCache: { type: 'none' },
    ...(pairingNumber && {
      pairWithPhoneNumber: { phoneNumber: pairingNumber, showNotification: true },
    }),
  });
  const { destroy, initialize, requestPairingCode } = client;
  client.destroy = () => destroy.call(client).catch(() => undefined);
  client.initialize = () => initialize.call(client).finally(browser.stop);
  client.requestPairingCode = (...args) =>
    requestPairingCode.apply(client, args).catch((error: unknown) => {
      if (!isPageGone(error)) options.onPairingRefused();
      return '';
    });

  return {
    client,
    makeMedia: (mimeType, base64, fileName, sizeBytes) =>
      new library.MessageMedia(mimeType, base64, fileName, sizeBytes),
    async close(graceMs) {
      isClosed = true;
      const signal = AbortSignal.timeout(graceMs);
      await within(client.destroy(), signal).catch(() => undefined);
      const killed = browser.process.then((child) => child && killBrowser(child));
      // One that has not even been started by now is killed when it is.
      await within(killed, AbortSignal.timeout(maxKillMs)).catch(() => undefined);
    },
  };
}

/** Keeps everything in the profile folder that it was given; what is saved of it is not the library's business. */
function authStrategy(onBrowser: () => void) {
  const nothing = async () => undefined;
  return {
    setup: () => undefined,
    beforeBrowserInitialized: nothing,
    afterBrowserInitialized: async () => onBrowser(),
    onAuthenticationNeeded: async () => ({ failed: false, restart: false }),
    getAuthEventPayload: nothing,
    afterAuthReady: nothing,
    disconnect: nothing,
    destroy: nothing,
    logout: nothing,
  };
}

/** A page that navigates breaks off what the library's listeners were doing; they start again by themselves. */
function watch({ pupBrowser, pupPage }: WebBrowser, { onGone }: ClientOptions): void {
  if (!pupBrowser || !pupPage) return;
  pupBrowser.on('disconnected', () => onGone('browser_gone'));
  pupPage.on('error', () => onGone('page_crashed'));
  pupPage.on('close', () => onGone('page_crashed'));
  const on = pupPage.on.bind(pupPage);
  pupPage.on = (event, listener) =>
    on(event, (subject) => {
      void Promise.resolve(listener(subject)).catch(() => undefined);
    });
}
