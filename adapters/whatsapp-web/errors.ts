import { SendError } from '../adapter.ts';

/** The page is gone or another one: nothing works until the browser has started anew. */
const pageGone =
  /detached|Target closed|Session closed|Connection closed|Execution context|Cannot read properties of (?:null|undefined) \(reading '(?:evaluate|getChat|getState|sendMessage|sendSeen)'\)/i;

/** What fails before anything is handed to WhatsApp. "Evaluation failed" is puppeteer's word for an error in the page. */
const beforeDispatch =
  /Evaluation failed|No LID for user|detached Frame|Could not get the quoted message|Cannot read properties of (?:null|undefined) \(reading '(?:evaluate|getChat)'\)/i;

export function isPageGone(error: unknown): boolean {
  return pageGone.test(wordsOf(error));
}

/**
 * Whether it is certain that nothing has left. Everything else stays in doubt: the browser may have been lost after the
 * message was handed over.
 * Source: https://github.com/wwebjs/whatsapp-web.js/issues/3919 ("No LID for user") and puppeteer's error texts
 */
export function isBeforeDispatch(error: unknown): boolean {
  return beforeDispatch.test(wordsOf(error));
}

export function isMissingLid(error: unknown): boolean {
  return /No LID for user/i.test(wordsOf(error));
}

/** A file that the page could not prepare for sending. Source: processMediaData in src/util/Injected/Utils.js */
export function isMediaFault(error: unknown): boolean {
  return /media-fault|Invalid media type|media is not a/i.test(wordsOf(error));
}

/** The original is never attached: an error from the page may carry what was to be sent. */
export function unavailable(text: string): SendError {
  return new SendError('provider_unavailable', text, { retryable: true });
}

/** The library throws texts, too. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
