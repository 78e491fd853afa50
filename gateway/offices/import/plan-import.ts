import { isDeepStrictEqual } from 'node:util';
import type { ImportField, ImportProblem, ImportRow } from '../../contract/office-import.ts';
import { importFields } from '../../contract/office-import.ts';
import type { Office } from '../../contract/office.ts';
import { placeOf } from '../places.ts';
import { plain, type Column } from './columns.ts';
import type { CsvRow } from './read-csv.ts';
import { readCells, type RowFacts } from './read-cells.ts';

export type PlannedRow = ImportRow & {
  /** Null: a new one. */
  officeId: string | null;
  /** What to write; only what differs. */
  facts: RowFacts;
};

/** Decides for each row what becomes of it, given the offices that there are. Nothing is written. */
export function planImport(
  columns: readonly (Column | null)[],
  rows: readonly CsvRow[],
  offices: readonly Office[],
): PlannedRow[] {
  const known = indexOffices(offices);
  const takenBy = new Map<string, number>();
  let fallbackLine: number | null = null;
  return rows.map(({ line, cells }) => {
    const { facts, problems } = readCells(columns, cells);
    const found = problems.map((problem): ImportProblem => ({ line, ...problem }));
    const refuse = (code: ImportProblem['code'], field: ImportField | null, reason: string) =>
      found.push({ code, line, field, column: headerOf(columns, field), value: null, reason });
    if (cells.length > columns.length && cells.slice(columns.length).some(Boolean)) {
      refuse('too_many_cells', null, 'This row has more cells than the header has columns.');
    }
    const office = facts.name ? find(known, facts) : null;
    if (!facts.name && !found.some(({ field }) => field === 'name')) {
      refuse('name_missing', 'name', 'An office needs a name.');
    }
    if (office === 'ambiguous') {
      refuse('ambiguous', 'name', 'There are several offices of this name. Add code or postcode.');
    }
    const target = office === 'ambiguous' ? null : office;
    if (hasHalfPosition(facts, target)) {
      refuse('position_half', 'longitude', 'Give both latitude and longitude, or neither.');
    }
    for (const key of facts.name ? keysOf(facts, target) : []) {
      const earlier = takenBy.get(key);
      if (earlier === undefined) takenBy.set(key, line);
      else if (!found.some(({ code }) => code === 'duplicate'))
        refuse('duplicate', null, `Line ${earlier} is the same office.`);
    }
    if (facts.isFallback && found.length === 0) {
      if (fallbackLine === null) fallbackLine = line;
      else refuse('second_fallback', 'isFallback', `Line ${fallbackLine} is the fallback already.`);
    }
    const changes = differences(facts, target);
    const fields = Object.keys(changes) as ImportField[];
    return {
      line,
      result: resultOf(found.length > 0, target !== null, fields.length > 0),
      name: facts.name ?? '',
      code: facts.code ?? target?.code ?? null,
      fields: target && found.length === 0 ? fields : [],
      problems: found,
      officeId: target?.id ?? null,
      facts: changes,
    };
  });
}

type Known = { byCode: Map<string, Office>; byName: Map<string, Office[]> };

function indexOffices(offices: readonly Office[]): Known {
  return {
    byCode: new Map(offices.flatMap((office) => (office.code ? [[office.code, office]] : []))),
    byName: Map.groupBy(offices, ({ name }) => nameKey(name)),
  };
}

/** By code; else by name and postcode, where one that lacks code or postcode on either side is the same as well. */
function find({ byCode, byName }: Known, facts: RowFacts): Office | 'ambiguous' | null {
  const { code, name = '', postcode } = facts;
  const coded = code ? byCode.get(code) : undefined;
  if (coded) return coded;
  const named = (byName.get(nameKey(name)) ?? []).filter((office) => !code || !office.code);
  const exact = named.filter((office) => postcode && office.postcode === postcode);
  const [only, second] =
    exact.length > 0 ? exact : named.filter((office) => !postcode || !office.postcode);
  if (second) return 'ambiguous';
  return only ?? null;
}

/** What no second row of the file may be. */
function keysOf({ code, name = '', postcode }: RowFacts, office: Office | null): string[] {
  if (office) return [`office ${office.id}`, ...(code ? [`code ${code}`] : [])];
  return [code ? `code ${code}` : `name ${nameKey(name)} ${postcode ?? ''}`];
}

function hasHalfPosition(facts: RowFacts, office: Office | null): boolean {
  const latitude = facts.latitude ?? office?.latitude ?? null;
  const longitude = facts.longitude ?? office?.longitude ?? null;
  return (latitude === null) !== (longitude === null);
}

/** What the row says and the office doesn't. That it isn't the fallback says nothing: another one has to be. */
function differences(facts: RowFacts, office: Office | null): RowFacts {
  const wanted: RowFacts = { ...facts };
  if (!wanted.isFallback) delete wanted.isFallback;
  if (wanted.postcode && wanted.state === undefined && wanted.postcode !== office?.postcode) {
    wanted.state = placeOf(wanted.postcode)?.state ?? null;
  }
  const isSame = (field: ImportField) => isDeepStrictEqual(wanted[field], office?.[field]);
  return Object.fromEntries(
    importFields
      .filter((field) => wanted[field] !== undefined && !(office && isSame(field)))
      .map((field) => [field, wanted[field]]),
  );
}

function resultOf(isRefused: boolean, isThere: boolean, isChanged: boolean): ImportRow['result'] {
  if (isRefused) return 'refused';
  if (!isThere) return 'added';
  return isChanged ? 'changed' : 'unchanged';
}

function headerOf(columns: readonly (Column | null)[], field: ImportField | null): string | null {
  return columns.find((column) => column?.field === field)?.column ?? null;
}

function nameKey(name: string): string {
  return plain(name) || name.normalize('NFKC').toLowerCase();
}
