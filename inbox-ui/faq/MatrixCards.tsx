import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { topicKeys } from '../../gateway/contract/conversation.ts';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { languageName } from '../contact/language-names.ts';
import { TopicIcon } from '../inbox/TopicIcon.tsx';
import { cellOf } from './cell-state.ts';
import { titleOf } from './filter-faqs.ts';
import classes from './Matrix.module.css';
import { StateMark } from './StateMark.tsx';

type Props = { entries: FaqEntry[]; languages: readonly string[]; day: string };

/** The matrix on a phone: a card for each answer, with its languages. */
export function MatrixCards({ entries, languages, day }: Props) {
  const { t, i18n } = useTranslation(['faq', 'inbox']);
  return topicKeys
    .filter((topic) => entries.some((entry) => entry.topic === topic))
    .map((topic) => (
      <section key={topic} aria-label={t(`inbox:topic.${topic}`)}>
        <h2 className={classes.heading}>
          <TopicIcon topic={topic} isDecorative />
          {t(`inbox:topic.${topic}`)}
        </h2>
        <ul className={classes.cards}>
          {entries
            .filter((entry) => entry.topic === topic)
            .map((entry) => {
              const title = titleOf(entry, i18n.language);
              return (
                <li key={entry.id} className={classes.card}>
                  <Link to={`/faq/entries/${entry.id}`} className={classes.question}>
                    <span lang={title.language} dir="auto">
                      {title.text}
                    </span>
                  </Link>
                  <ul className={classes.texts}>
                    {languages.map((language) => (
                      <li key={language}>
                        <Link
                          to={`/faq/entries/${entry.id}?language=${language}`}
                          className={classes.text}
                        >
                          <span className={classes.language}>
                            {languageName(language, i18n.language)}
                          </span>
                          <StateMark cell={cellOf(entry, language, day)} />
                        </Link>
                      </li>
                    ))}
                  </ul>
                </li>
              );
            })}
        </ul>
      </section>
    ));
}
