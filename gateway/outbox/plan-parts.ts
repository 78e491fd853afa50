import type { Capabilities, OutboundAttachment, QuickReply } from '../../adapters/adapter.ts';
import { splitText } from './split-text.ts';

/** One call to the provider: a text with or without replies to tap, a file with or without caption, or an album. */
export type Part = {
  text: string | null;
  attachments: OutboundAttachment[];
  quickReplies?: QuickReply[];
};

const captioned = new Set(['image', 'video', 'document', 'animation']);
const albumKinds = new Set(['image', 'video']);

/**
 * Cuts a message into the calls its channel allows. The same message always gives the same parts, so that a retry can
 * skip those that were sent. What can be tapped stands under the end of the text, and nothing follows it.
 */
export function planParts(
  text: string | null,
  attachments: OutboundAttachment[],
  limits: Capabilities,
  quickReplies: QuickReply[] = [],
): Part[] {
  if (limits.mediaBy === 'link') return planLinks(text, attachments, limits);
  if (text && quickReplies.length > 0) {
    const files = attachments.length > 0 ? planParts(null, attachments, limits) : [];
    return [...files, ...planReplies(text, limits, quickReplies)];
  }
  const [first] = attachments;
  if (!first) return splitText(text ?? '', limits).map((part) => ({ text: part, attachments: [] }));
  const groups = groupAlbums(attachments, limits.maxMediaPerMessage);
  const isAlone = attachments.length === 1;
  if (text && isAlone && captioned.has(first.kind) && text.length <= limits.captionLength) {
    return [{ text, attachments }];
  }
  const files = groups.map((group) => ({ text: null, attachments: group }));
  if (!text) return files;
  const texts = splitText(text, limits).map((part) => ({ text: part, attachments: [] }));
  return isAlone ? [...files, ...texts] : [...texts, ...files];
}

/** Above replies a messenger may take less text than elsewhere: then the end of the last part stands there by itself. */
function planReplies(text: string, limits: Capabilities, quickReplies: QuickReply[]): Part[] {
  const texts = splitText(text, limits);
  const last = texts.pop() ?? '';
  const maxTextLength = limits.quickReplies?.textLength ?? limits.maxTextLength;
  const above = splitText(last, { ...limits, maxTextLength }).at(-1) ?? '';
  const ahead = last.slice(0, last.lastIndexOf(above)).trimEnd();
  if (ahead !== '') texts.push(ahead);
  return [
    ...texts.map((part) => ({ text: part, attachments: [] })),
    { text: above, attachments: [], quickReplies },
  ];
}

/** Where files travel as links, they stand on lines of their own below the text. */
function planLinks(
  text: string | null,
  attachments: OutboundAttachment[],
  limits: Capabilities,
): Part[] {
  const links = attachments.map((attachment) => attachment.url ?? '');
  const whole = [text ?? '', ...links].filter((line) => line !== '').join('\n');
  return splitText(whole, limits).map((part) => ({ text: part, attachments: [] }));
}

function groupAlbums(
  attachments: OutboundAttachment[],
  maxPerMessage: number,
): OutboundAttachment[][] {
  const groups: OutboundAttachment[][] = [];
  for (const attachment of attachments) {
    const group = groups.at(-1);
    const fits =
      group &&
      group.length < maxPerMessage &&
      albumKinds.has(attachment.kind) &&
      albumKinds.has(group[0]?.kind ?? '');
    if (fits) group.push(attachment);
    else groups.push([attachment]);
  }
  return groups;
}
