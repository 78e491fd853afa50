import { ApiProblem } from '../api.ts';

/** The messages of a `validation_failed` by form field: `body.credentials.from` → `credentials.from`. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    const field = path.replace(/^body\.?/, '');
    errors[field] ??= message;
  }
  return errors;
}

/** True when every issue has a field of the form beside which it is shown. */
export function areAllShown(errors: Record<string, string>, fields: readonly string[]): boolean {
  const found = Object.keys(errors);
  return found.length > 0 && found.every((field) => fields.includes(field));
}
