import { Busboy } from '@fastify/busboy';
import type { IncomingMessage } from 'node:http';
import { maxUploadBytes } from '../contract/attachment.ts';
import { AppError, invalid } from '../errors.ts';
import { cleanFileName } from './file-name.ts';

export type Upload = { bytes: Buffer; fileName: string; mimeType: string | null; isVoice: boolean };

/**
 * Reads one file out of a multipart request.
 * @throws AppError `payload_too_large`, `unsupported_media_type`, `validation_failed` without a file, `malformed_request`.
 */
export function readUpload(request: IncomingMessage): Promise<Upload> {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) {
    throw new AppError('unsupported_media_type', 'Send the file as multipart/form-data.');
  }
  const tooLarge = new AppError('payload_too_large', 'A file may have at most 25 MB.');
  return new Promise((resolve, reject) => {
    let parser: InstanceType<typeof Busboy>;
    try {
      parser = new Busboy({
        headers: { ...request.headers, 'content-type': contentType },
        limits: { files: 1, fileSize: maxUploadBytes, fields: 5, fieldSize: 1000, parts: 6 },
      });
    } catch (error) {
      reject(malformed(error));
      return;
    }
    let file: Omit<Upload, 'isVoice'> | undefined;
    let isVoice = false;
    const fail = (error: unknown) => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    parser.on('file', (field, stream, fileName, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => fail(tooLarge));
      // A part that breaks off fails here and not at the parser; unheard it would end the process.
      stream.on('error', (error) => fail(malformed(error)));
      stream.on('end', () => {
        if (field !== 'file' || stream.truncated) return;
        file = {
          bytes: Buffer.concat(chunks),
          fileName: nameOf(fileName),
          mimeType: mimeType || null,
        };
      });
    });
    parser.on('field', (field, value) => {
      if (field === 'kind' && value === 'voice') isVoice = true;
    });
    parser.on('filesLimit', () => fail(invalid('body.file', 'Send one file at a time.')));
    parser.on('error', (error) => fail(malformed(error)));
    parser.on('finish', () => {
      if (!file) reject(invalid('body.file', 'Choose a file.'));
      else if (file.bytes.length === 0) reject(invalid('body.file', 'This file is empty.'));
      else resolve({ ...file, isVoice });
    });
    request.on('aborted', () => reject(new AppError('malformed_request', 'The upload broke off.')));
    request.pipe(parser);
  });
}

function malformed(cause: unknown): AppError {
  return Object.assign(new AppError('malformed_request', 'The upload could not be read.'), {
    cause,
  });
}

/** The last segment of whatever path a browser sends, never empty. */
function nameOf(fileName: string | undefined): string {
  const name = cleanFileName((fileName ?? '').split(/[/\\]/).at(-1) ?? '');
  return name ? name.slice(-200) : 'file';
}
