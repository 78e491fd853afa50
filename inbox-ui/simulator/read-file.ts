/** What the simulator takes: 7 million characters of Base64. */
export const maxPhoneFileBytes = 5_000_000;

export type PhoneFile = {
  fileName: string;
  mimeType: string;
  base64: string;
  kind: 'image' | 'document' | 'voice' | 'audio' | 'video';
};

export async function readPhoneFile(file: File, isVoice: boolean): Promise<PhoneFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mimeType = file.type || 'application/octet-stream';
  return {
    fileName: file.name.slice(-200),
    mimeType,
    base64: base64Of(bytes),
    kind: isVoice ? 'voice' : kindOf(mimeType),
  };
}

export function kindOf(mimeType: string): PhoneFile['kind'] {
  if (/^image\/(jpeg|png|webp|gif)$/.test(mimeType)) return 'image';
  if (mimeType.startsWith('audio/')) return 'audio';
  if (mimeType.startsWith('video/')) return 'video';
  return 'document';
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}
