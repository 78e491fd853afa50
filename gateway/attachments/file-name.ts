/** Controls, and the signs that turn the reading direction: `gpj.exe` must not be shown as `exe.jpg`. */
const misleading = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A name fit to be shown and stored; empty when nothing of it is left. */
export function cleanFileName(name: string): string {
  return name.toWellFormed().replaceAll(misleading, '').trim();
}

/** The same name with the ending that the type has; unchanged without a type, or when the ending is not known. */
export function withEnding(name: string, mimeType: string | null | undefined): string {
  const ending = endings[mimeType ?? ''];
  return ending ? `${name.replace(/\.[^./\\]{1,5}$/, '')}.${ending}` : name;
}

const endings: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
  'audio/x-m4a': 'm4a',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'video/3gpp': '3gp',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
};
