import { SendError, type CallContext, type FetchedMedia, type MediaRef } from '../adapter.ts';
import { connectionOf } from './connection.ts';
import type { WhatsappWebCredentials } from './credentials.ts';
import { isPageGone, unavailable } from './errors.ts';
import { numberOf, rawDataOf } from './fields.ts';
import { findMessage } from './find-message.ts';
import type { WebMessage } from './library.ts';
import { within } from './within.ts';

/**
 * Downloads the file of a message through the page. WhatsApp keeps files for some weeks only; afterwards the sender's
 * phone is asked for it again, which may take its time, so that a file that is not there yet is asked for again.
 *
 * @throws SendError `media_unavailable` (final) when the message is gone or taken back; `media_too_large` (final);
 * `provider_unavailable` (retryable) for everything else.
 */
export async function fetchMedia(
  { ref }: MediaRef,
  _credentials: WhatsappWebCredentials,
  call: CallContext & { maxBytes: number },
): Promise<FetchedMedia> {
  const connection = connectionOf(call);
  const message = await findMessage(connection, null, ref, call.signal).catch(retryLater);
  if (!message || message.type === 'revoked') {
    throw final('media_unavailable', 'The message is not on WhatsApp any more');
  }
  refuseLarge(numberOf(rawDataOf(message)['size']) ?? 0, call.maxBytes);
  const media = await download(message, call.signal).catch(retryLater);
  if (!media) throw unavailable('WhatsApp Web could not download the file');
  const bytes = Buffer.from(media.data, 'base64');
  refuseLarge(bytes.length, call.maxBytes);
  return { bytes, mimeType: media.mimetype || null, fileName: media.filename || null };

  function retryLater(error: unknown): never {
    if (isPageGone(error)) connection.pageBroke();
    throw unavailable('WhatsApp Web did not hand out the file');
  }
}

/** Null while the file is not there. */
async function download(message: WebMessage, signal: AbortSignal) {
  return (await within(message.downloadMedia(), signal)) ?? null;
}

function refuseLarge(sizeBytes: number, maxBytes: number): void {
  if (sizeBytes > maxBytes) throw final('media_too_large', 'The file is too large');
}

function final(code: 'media_unavailable' | 'media_too_large', text: string): SendError {
  return new SendError(code, text, { retryable: false });
}
