import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { attachment } from './message.ts';

/** Of one uploaded file; what a channel carries may be less. */
export const maxUploadBytes = 25 * 1024 * 1024;

/** Multipart; the body is read as a stream by the handler, so it is described here and not validated by zod. */
export const uploadAttachment = endpoint({
  method: 'POST',
  path: '/api/attachments',
  summary: 'Upload a file (multipart: `file`, and `kind=voice` for a recorded voice note)',
  access: 'conversation.write',
  response: attachment,
  status: 201,
});

/** `GET /api/attachments/:id` answers the file's bytes; it is served beside the JSON endpoints. */
export const attachmentPath = '/api/attachments/:id';

export const attachmentQuery = z.object({
  download: z.enum(['1']).optional(),
  /** `preview`: a smaller WebP. `playable`: the recording as AAC. Both exist only where the attachment names them. */
  variant: z.enum(['preview', 'playable']).optional(),
});
