import type { OutboundAttachment } from '../adapter.ts';
import type { Connection } from './connection.ts';
import type { Fields } from './fields.ts';
import type { WebMedia } from './library.ts';

/** Without the codec a voice message arrives as a file. */
const voiceType = 'audio/ogg; codecs=opus';

/**
 * A file as the client takes it, with how it shall be shown and its caption.
 * Source: https://docs.wwebjs.dev/global.html#MessageSendOptions
 */
export function toMedia(
  { kind, mimeType, bytes, fileName, sizeBytes }: OutboundAttachment,
  caption: string | null,
  { makeMedia }: Pick<Connection, 'makeMedia'>,
): { content: WebMedia; options: Fields } {
  const type = kind === 'voice' ? voiceType : mimeType;
  return {
    content: makeMedia(type, bytes.toString('base64'), fileName, sizeBytes),
    options: {
      ...(caption && { caption }),
      ...(kind === 'voice' && { sendAudioAsVoice: true }),
      ...(kind === 'document' && { sendMediaAsDocument: true }),
      ...(kind === 'animation' && { sendVideoAsGif: true }),
      ...(kind === 'sticker' && { sendMediaAsSticker: true }),
    },
  };
}

/** The types that a sent message may be shown with. */
export function shownAs(attachment: OutboundAttachment | undefined): string[] {
  if (!attachment) return ['chat'];
  if (attachment.kind === 'voice' || attachment.kind === 'audio')
    return ['ptt', 'audio', 'document'];
  if (attachment.kind === 'animation' || attachment.kind === 'video_note') {
    return ['video', 'ptv', 'document'];
  }
  return [attachment.kind, 'document'];
}
