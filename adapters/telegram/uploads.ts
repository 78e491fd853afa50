import type { InputFile, Opts } from 'telegraf/types';
import type { MediaKind, OutboundAttachment, OutboundMessage } from '../adapter.ts';
import { maxPhotoBytes, nativeTypes } from './capabilities.ts';
import type { Method } from './client.ts';

export type Upload = { method: Method; field: string; file: InputFile };

type Album = Opts<'sendMediaGroup'>['media'];

const uploads = {
  image: { method: 'sendPhoto', field: 'photo' },
  video: { method: 'sendVideo', field: 'video' },
  audio: { method: 'sendAudio', field: 'audio' },
  voice: { method: 'sendVoice', field: 'voice' },
  video_note: { method: 'sendVideoNote', field: 'video_note' },
  animation: { method: 'sendAnimation', field: 'animation' },
  document: { method: 'sendDocument', field: 'document' },
  sticker: { method: 'sendSticker', field: 'sticker' },
} as const satisfies Record<MediaKind, { method: Method; field: string }>;

/** How one file is sent: as what it is where Telegram takes its type and size, otherwise as a document. */
export function uploadOf(attachment: OutboundAttachment, caption: string | null): Upload {
  return { ...uploads[formOf(attachment, caption)], file: inputFile(attachment) };
}

/**
 * An album with the text under its first file. Photos and videos may be mixed, audio and documents only among
 * themselves; a mix of these goes as documents, so that it stays one call and keeps its order.
 * Source: https://core.telegram.org/bots/api#sendmediagroup
 */
export function albumOf(message: OutboundMessage): Album {
  const forms = message.attachments.map((each) => formOf(each, message.text));
  const isVisual = forms.every((form) => form === 'image' || form === 'video');
  const isAudio = forms.every((form) => form === 'audio');
  return message.attachments.map((attachment, index) => ({
    type: isVisual
      ? forms[index] === 'image'
        ? 'photo'
        : 'video'
      : isAudio
        ? 'audio'
        : 'document',
    media: inputFile(attachment),
    ...(index === 0 && message.text && { caption: message.text }),
  })) as Album;
}

function formOf(attachment: OutboundAttachment, caption: string | null): MediaKind {
  const { kind, sizeBytes } = attachment;
  if (kind === 'document') return kind;
  const mimeType = attachment.mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  const types: readonly string[] = nativeTypes[kind];
  if (kind === 'image' && mimeType === 'image/gif') return 'animation';
  if (!types.includes(mimeType)) return 'document';
  if (kind === 'image' && sizeBytes > maxPhotoBytes) return 'document';
  if (kind === 'video_note' && caption) return 'video';
  if (kind === 'sticker' && caption) return 'document';
  return kind;
}

/** The name stands inside quotes in a header of the form. */
function inputFile({ bytes, fileName }: OutboundAttachment): InputFile {
  // eslint-disable-next-line no-control-regex
  const filename = fileName.replace(/[\u0000-\u001f\u007f"\\]/g, '_') || 'file';
  return { source: bytes, filename };
}
