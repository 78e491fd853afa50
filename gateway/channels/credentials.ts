import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Adapter } from '../../adapters/adapter.ts';
import { AppError } from '../errors.ts';

/**
 * Checks an administrator's input against the adapter's schema; secrets of our own choosing are drawn when left out.
 * @throws AppError `validation_failed` naming each field as `body.credentials.<name>`.
 */
export function parseCredentials(adapter: Adapter, given: Record<string, unknown>): unknown {
  const filled: Record<string, unknown> = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== '' && value !== null),
  );
  for (const name of adapter.generatedSecrets)
    filled[name] ??= randomBytes(32).toString('base64url');
  const result = adapter.credentialsSchema.safeParse(filled);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({
    path: ['body.credentials', ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new AppError('validation_failed', issues.map(({ message }) => message).join(' '), {
    issues,
  });
}

export type CredentialField = {
  name: string;
  title: string;
  description: string | null;
  isSecret: boolean;
  isRequired: boolean;
};

/** What the settings form asks for, from the adapter's schema; secrets that we draw ourselves are not asked for. */
export function credentialFields(adapter: Adapter): CredentialField[] {
  const schema = z.toJSONSchema(adapter.credentialsSchema, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required);
  const asked = Object.entries(schema.properties ?? {}).filter(
    ([name]) => !adapter.generatedSecrets.includes(name),
  );
  return asked.map(([name, property]) => {
    const meta = typeof property === 'object' ? property : {};
    return {
      name,
      title: meta.title ?? name,
      description: meta.description ?? null,
      isSecret: meta['isSecret'] === true,
      isRequired: required.has(name),
    };
  });
}
