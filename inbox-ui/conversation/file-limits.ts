import { maxUploadBytes } from '../../gateway/contract/attachment.ts';
import type { ChannelCapabilities } from '../../gateway/contract/channel.ts';
import { numberFormat } from '../intl.ts';

export type FileFacts = { name: string; type: string; size: number };

export type FileProblem =
  | { code: 'empty' }
  | { code: 'too_large'; maxBytes: number }
  | { code: 'kind_not_accepted' }
  | { code: 'too_many'; max: number };

/**
 * Whether the channel can carry a file, before it is uploaded. A picture that is too big for a picture may
 * still go as a document, so the most generous fitting rule decides.
 */
export function checkFile(
  file: FileFacts,
  capabilities: ChannelCapabilities | undefined,
): FileProblem | null {
  if (file.size === 0) return { code: 'empty' };
  const carried = capabilities ? mostBytes(file, capabilities) : maxUploadBytes;
  if (carried === null) return { code: 'kind_not_accepted' };
  const maxBytes = Math.min(carried, maxUploadBytes);
  return file.size > maxBytes ? { code: 'too_large', maxBytes } : null;
}

/** How large a file of this type may be on the channel; null when it carries none. */
function mostBytes(file: FileFacts, capabilities: ChannelCapabilities): number | null {
  const fitting = kindsFor(file.type)
    .map((kind) => capabilities.media[kind])
    .filter((rule) => rule !== undefined)
    .filter(
      (rule) =>
        rule.mimeTypes.length === 0 || rule.mimeTypes.some((type) => matches(type, file.type)),
    );
  return fitting.length === 0 ? null : Math.max(...fitting.map((rule) => rule.maxBytes));
}

/** What can be said before anything is chosen: how large pictures, videos, recordings and documents may be. */
export function sizesOf(capabilities: ChannelCapabilities) {
  return (['image', 'video', 'audio', 'document'] as const).flatMap((kind) => {
    const rule = capabilities.media[kind];
    return rule ? [{ kind, maxBytes: Math.min(rule.maxBytes, maxUploadBytes) }] : [];
  });
}

/** The kinds a file of this type may be sent as, its own kind first. */
export function kindsFor(mimeType: string): string[] {
  const family = mimeType.split('/', 1)[0] ?? '';
  if (mimeType === 'image/gif') return ['animation', 'image', 'document'];
  if (['image', 'video', 'audio'].includes(family)) return [family, 'document'];
  return ['document'];
}

export function matches(pattern: string, mimeType: string): boolean {
  const bare = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (pattern === '*' || pattern === '*/*') return true;
  if (pattern.endsWith('/*')) return bare.startsWith(pattern.slice(0, -1));
  return pattern.split(';', 1)[0]?.trim().toLowerCase() === bare;
}

export function formatBytes(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : bytes < 1000 ** 2 ? 1 : bytes < 1000 ** 3 ? 2 : 3;
  return numberFormat(language, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
