type EmbeddedPostgresErrorCode =
  | 'not_available'
  | 'data_dir_in_use'
  | 'data_dir_not_usable'
  | 'version_mismatch'
  | 'start_failed';

/** The embedded database can't run here; the message is a sentence for whoever started Lotse. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
