import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { topicKeys } from '../../gateway/contract/conversation.ts';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { languageName } from '../contact/language-names.ts';
import { directionOf } from '../i18n.ts';
import { TopicIcon } from '../inbox/TopicIcon.tsx';
import { cellOf } from './cell-state.ts';
import { titleOf } from './filter-faqs.ts';
import classes from './Matrix.module.css';
import { nextPlace, type Place } from './next-place.ts';
import { StateMark } from './StateMark.tsx';

type Props = { entries: FaqEntry[]; languages: readonly string[]; day: string };

/** Answers as rows by topic, languages as columns. One stop of the tabulator; arrow keys go from cell to cell. */
export function MatrixTable({ entries, languages, day }: Props) {
  const { t, i18n } = useTranslation(['faq', 'inbox']);
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const rows = topicKeys.flatMap((topic) => entries.filter((entry) => entry.topic === topic));
  const last = { row: rows.length - 1, column: languages.length };
  const current = {
    row: Math.min(at.row, last.row),
    column: Math.min(at.column, last.column),
  };

  function onKeyDown(event: KeyboardEvent) {
    const next = nextPlace(event.key, current, last, directionOf(i18n.language) === 'rtl');
    if (!next) return;
    event.preventDefault();
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-place='${next.row}/${next.column}']`)?.focus();
  }

  const place = (row: number, column: number) => ({
    'data-place': `${row}/${column}`,
    tabIndex: current.row === row && current.column === column ? 0 : -1,
    onFocus: () => setAt({ row, column }),
    onKeyDown,
  });

  return (
    <div className={classes.scroller}>
      <table ref={table} className={classes.table} aria-label={t('matrix.title')}>
        <thead>
          <tr>
            <th scope="col" className={classes.first}>
              {t('matrix.question')}
            </th>
            {languages.map((language) => (
              <th key={language} scope="col">
                {languageName(language, i18n.language)}
              </th>
            ))}
          </tr>
        </thead>
        {topicKeys
          .filter((topic) => rows.some((entry) => entry.topic === topic))
          .map((topic) => (
            <tbody key={topic}>
              <tr>
                <th scope="rowgroup" colSpan={languages.length + 1} className={classes.topic}>
                  <span>
                    <TopicIcon topic={topic} isDecorative />
                    {t(`inbox:topic.${topic}`)}
                  </span>
                </th>
              </tr>
              {rows.map((entry, row) => {
                if (entry.topic !== topic) return null;
                const title = titleOf(entry, i18n.language);
                return (
                  <tr key={entry.id}>
                    <th scope="row" className={classes.first}>
                      <Link
                        to={`/faq/entries/${entry.id}`}
                        className={classes.question}
                        {...place(row, 0)}
                      >
                        <span lang={title.language} dir="auto">
                          {title.text}
                        </span>
                      </Link>
                    </th>
                    {languages.map((language, index) => (
                      <td key={language}>
                        <Link
                          to={`/faq/entries/${entry.id}?language=${language}`}
                          className={classes.cell}
                          {...place(row, index + 1)}
                        >
                          <StateMark cell={cellOf(entry, language, day)} />
                        </Link>
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          ))}
      </table>
    </div>
  );
}
