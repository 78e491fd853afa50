import type { EntityManager } from '@mikro-orm/postgresql';
import type { ImportProblem, ImportReport } from '../../contract/office-import.ts';
import { Office } from '../../model/office.ts';
import { giveUpFallback, lockOffices, newOffice } from '../manage-offices.ts';
import { presentOffice } from '../present-office.ts';
import { columnOf, type Column } from './columns.ts';
import { planImport, type PlannedRow } from './plan-import.ts';
import { readCsv, type CsvRow } from './read-csv.ts';

export type ImportMode = 'preview' | 'all' | 'good';

/**
 * Adds and changes offices by a CSV file, or only tells what would happen. The caller's transaction holds all of it: what isn't
 * imported whole is not imported.
 */
export async function importOffices(
  em: EntityManager,
  organizationId: string,
  bytes: Buffer,
  mode: ImportMode,
): Promise<ImportReport> {
  const { encoding, delimiter, rows, problem } = readCsv(bytes);
  const [header, ...below] = rows;
  const columns = (header?.cells ?? []).map(columnOf);
  const report: ImportReport = {
    isImported: false,
    encoding,
    delimiter,
    counts: { added: 0, changed: 0, unchanged: 0, refused: 0 },
    columns: columns.flatMap((known) =>
      known ? [{ column: known.column, field: known.field }] : [],
    ),
    ignoredColumns: (header?.cells ?? []).filter((name, index) => name !== '' && !columns[index]),
    problems: problem ? [inFile(problem)] : problemsOfHeader(columns, header),
    rows: [],
  };
  if (report.problems.length > 0) return report;

  await lockOffices(em, organizationId);
  const offices = await em.find(Office, {});
  const planned = planImport(columns, below, offices.map(presentOffice));
  for (const { result } of planned) report.counts[result] += 1;
  report.rows = planned;
  if (mode === 'preview' || (mode === 'all' && report.counts.refused > 0)) return report;
  await write(em, organizationId, offices, planned);
  return { ...report, isImported: true };
}

async function write(
  em: EntityManager,
  organizationId: string,
  offices: readonly Office[],
  planned: readonly PlannedRow[],
): Promise<void> {
  const due = planned.filter(({ result }) => result === 'added' || result === 'changed');
  const byId = new Map(offices.map((office) => [office.id, office]));
  const fallback =
    due.find(({ facts }) => facts.isFallback) ?? (offices.length === 0 ? due[0] : null);
  if (fallback) {
    await giveUpFallback(em);
    fallback.facts.isFallback = true;
  }
  for (const { officeId, name, facts } of due) {
    const office = (officeId && byId.get(officeId)) || newOffice(em, organizationId, name);
    Object.assign(office, facts, { updatedAt: new Date() });
  }
  await em.flush();
}

function problemsOfHeader(
  columns: readonly (Column | null)[],
  header: CsvRow | undefined,
): ImportProblem[] {
  const line = header?.line ?? 1;
  if (!columns.some((column) => column?.field === 'name')) {
    const reason = 'The first line must name the columns, one of them "Name".';
    return [inFile({ code: 'no_name_column', line, reason })];
  }
  const twice = columns.find(
    (column, index) =>
      column &&
      columns
        .slice(0, index)
        .some((other) => other?.field === column.field && other.weekday === column.weekday),
  );
  if (!twice) return [];
  const reason = `Two columns mean the same: "${twice.column}" is the second.`;
  return [{ ...inFile({ code: 'column_twice', line, reason }), column: twice.column }];
}

function inFile(problem: Pick<ImportProblem, 'code' | 'line' | 'reason'>): ImportProblem {
  return { ...problem, field: null, column: null, value: null };
}
