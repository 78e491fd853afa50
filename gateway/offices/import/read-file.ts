import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { readUpload } from '../../attachments/upload.ts';
import { maxImportBytes } from '../../contract/office-import.ts';
import { AppError } from '../../errors.ts';

/**
 * The file that is the body of a request, or the one in its form.
 * @throws AppError `payload_too_large`; `malformed_request` when it breaks off.
 */
export async function readFile(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new AppError('payload_too_large', 'The file may have at most 2 MB.');
  if (request.headers['content-type']?.startsWith('multipart/form-data')) {
    const { bytes } = await readUpload(request);
    if (bytes.length > maxImportBytes) throw tooLarge;
    return bytes;
  }
  try {
    return await getRawBody(request, {
      limit: maxImportBytes,
      length: request.headers['content-length'] ?? null,
    });
  } catch (cause) {
    const isTooLarge =
      cause instanceof Error && 'type' in cause && cause.type === 'entity.too.large';
    if (isTooLarge) throw tooLarge;
    throw new AppError('malformed_request', 'The file did not arrive whole. Send it again.');
  }
}
