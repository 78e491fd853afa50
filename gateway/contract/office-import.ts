import * as z from 'zod';
import { endpoint } from './endpoint.ts';

/** A file of the largest association is a tenth of it. */
export const maxImportBytes = 2 * 1024 * 1024;
export const maxImportRows = 5000;

/** What a column may hold. `code`, or else `name` with `postcode`, finds the office again. */
export const importFields = [
  'code',
  'name',
  'street',
  'postcode',
  'city',
  'state',
  'latitude',
  'longitude',
  'phone',
  'email',
  'website',
  'languages',
  'hours',
  'closures',
  'acceptsNewClients',
  'isFallback',
  'privacyContact',
] as const;
export type ImportField = (typeof importFields)[number];

/** Why a row, or the whole file, is not taken. */
export const importProblemCodes = [
  'is_spreadsheet',
  'not_text',
  'is_empty',
  'quotes',
  'too_many_rows',
  'no_name_column',
  'column_twice',
  'too_many_cells',
  'name_missing',
  'not_readable',
  'position_half',
  'duplicate',
  'ambiguous',
  'second_fallback',
] as const;
export type ImportProblemCode = (typeof importProblemCodes)[number];

export const importProblem = z.object({
  code: z.enum(importProblemCodes),
  /** The line of the file, counted from 1, the header included. */
  line: z.number().int(),
  field: z.enum(importFields).nullable(),
  /** As the header names it. */
  column: z.string().nullable(),
  /** What stands there, cut to 120 characters. */
  value: z.string().nullable(),
  /** A sentence for people, in English. */
  reason: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

export const importRow = z.object({
  line: z.number().int(),
  result: z.enum(['added', 'changed', 'unchanged', 'refused']),
  name: z.string(),
  code: z.string().nullable(),
  /** What changes about an office that is there. */
  fields: z.array(z.enum([...importFields])),
  problems: z.array(importProblem),
});
export type ImportRow = z.infer<typeof importRow>;

export const importReport = z.object({
  /** Whether anything was written. */
  isImported: z.boolean(),
  /** How the bytes were read. */
  encoding: z.enum(['utf-8', 'utf-16le', 'windows-1252']),
  delimiter: z.enum([';', ',', '\t']),
  counts: z.object({
    added: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
  }),
  columns: z.array(z.object({ column: z.string(), field: z.enum(importFields) })),
  /** Columns whose header says nothing to us; they are left out. */
  ignoredColumns: z.array(z.string()),
  /** Of the whole file: then there are no rows. */
  problems: z.array(importProblem),
  rows: z.array(importRow),
});
export type ImportReport = z.infer<typeof importReport>;

/**
 * The body is the file itself (`text/csv`, at most 2 MB, else 413 `payload_too_large`) or a form with it. UTF-8 with or without a
 * byte order mark, UTF-16 with one, or Windows-1252; separated by semicolon, comma or tab; headers in German or English.
 *
 * `preview` only tells what would happen. `all` imports when no row is refused and otherwise nothing; `good` leaves refused rows
 * out. All that is imported is in one transaction. An empty cell leaves the office as it is; the same file again changes nothing.
 */
export const importOffices = endpoint({
  method: 'POST',
  path: '/api/offices/import',
  summary: 'Add and change offices by a CSV file, after a look at what it would do',
  access: 'office.manage',
  query: z.object({ mode: z.enum(['preview', 'all', 'good']).default('preview') }),
  response: importReport,
});
