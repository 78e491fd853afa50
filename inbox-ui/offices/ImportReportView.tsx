import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ImportField,
  ImportProblem,
  ImportReport,
  ImportRow,
} from '../../gateway/contract/office-import.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import list from '../settings/List.module.css';
import classes from './Offices.module.css';

const results = ['refused', 'added', 'changed', 'unchanged'] as const;
/** Of each result; the counts above say how many there are. */
const maxRows = 100;

/** What a file does or did, refused rows first; what can be done now stands above them. */
export function ImportReportView({
  report,
  children,
}: {
  report: ImportReport;
  children: ReactNode;
}) {
  const { t } = useTranslation('offices');
  if (report.problems.length > 0) {
    return report.problems.map((problem) => (
      <ErrorNote
        key={problem.code}
        text={t(`import.file.${problem.code}`, { ...wordsOf(problem) })}
      />
    ));
  }
  return (
    <>
      <p role="status" className={classes.summary}>
        <strong>{t(report.isImported ? 'import.done' : 'import.preview')}</strong>
        {results.map((result) => (
          <span key={result}>{t(`import.count.${result}`, { number: report.counts[result] })}</span>
        ))}
      </p>
      {report.ignoredColumns.length > 0 ? (
        <p className={classes.hint}>
          {t('import.ignored', { columns: report.ignoredColumns.join(', ') })}
        </p>
      ) : null}
      {children}
      {results.map((result) => (
        <ResultRows key={result} result={result} rows={report.rows} />
      ))}
    </>
  );
}

function ResultRows({ result, rows }: { result: ImportRow['result']; rows: readonly ImportRow[] }) {
  const { t } = useTranslation('offices');
  const own = rows.filter((row) => row.result === result);
  if (own.length === 0) return null;
  return (
    <section aria-label={t(`import.result.${result}`)}>
      <h2 className={classes.result}>{t(`import.result.${result}`)}</h2>
      <ul className={list.list}>
        {own.slice(0, maxRows).map((row) => (
          <li key={row.line} className={list.item}>
            <Row row={row} />
          </li>
        ))}
      </ul>
      {own.length > maxRows ? (
        <p className={classes.more}>{t('import.more', { number: own.length - maxRows })}</p>
      ) : null}
    </section>
  );
}

function Row({ row }: { row: ImportRow }) {
  const { t, i18n } = useTranslation('offices');
  const changed = new Intl.ListFormat(i18n.language).format(
    row.fields.map((field) => t(`field.${field}`)),
  );
  return (
    <>
      <span className={classes.line}>{t('import.line', { line: row.line })}</span>
      <span className={list.main}>
        <span className={list.name}>
          <bdi>{row.name || row.code || '–'}</bdi>
        </span>
        {changed ? <span className={classes.facts}>{changed}</span> : null}
        {row.problems.map((problem) => (
          <span key={`${problem.code}${problem.column}`} className={classes.refusal}>
            <Problem problem={problem} />
          </span>
        ))}
      </span>
    </>
  );
}

function Problem({ problem }: { problem: ImportProblem }) {
  const { t } = useTranslation('offices');
  if (problem.code !== 'not_readable' || !problem.field) {
    return t(`import.problem.${problem.code}`, { ...wordsOf(problem) });
  }
  return (
    <>
      <bdi>{problem.column}</bdi>: <bdi className={classes.value}>{problem.value}</bdi> –{' '}
      {t(`import.expected.${expectedOf(problem.field)}`)}
    </>
  );
}

/** Many fields are refused for one reason. */
function expectedOf(field: ImportField): string {
  if (field === 'acceptsNewClients' || field === 'isFallback') return 'yesNo';
  if (field === 'latitude' || field === 'longitude') return 'degrees';
  const own = ['postcode', 'state', 'email', 'website', 'languages', 'hours', 'closures'];
  return own.includes(field) ? field : 'tooLong';
}

function wordsOf({ line, column }: ImportProblem): { line: number; column: string } {
  return { line, column: column ?? '' };
}
