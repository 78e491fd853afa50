import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { listFaqSends } from '../../gateway/contract/faq-editing.ts';
import { call } from '../api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useLongDate } from '../contact/use-long-date.ts';
import { numberFormat } from '../intl.ts';
import { keys } from '../query-client.ts';
import { useSession } from '../session.tsx';
import { EntryFrame } from './EntryFrame.tsx';
import classes from './Lists.module.css';
import { SendCorrection } from './SendCorrection.tsx';

/** How often each version went out and whether it helped: numbers, never persons. */
export function SentPage() {
  return <EntryFrame>{(entry) => <Sent entry={entry} />}</EntryFrame>;
}

function Sent({ entry }: { entry: FaqEntry }) {
  const { id } = entry;
  const { can } = useSession();
  const { t, i18n } = useTranslation('faq');
  const longDate = useLongDate();
  const sends = useQuery({
    queryKey: [...keys.faq(id), 'sends'],
    queryFn: ({ signal }) => call(listFaqSends, { params: { id }, signal }),
  });
  const percent = numberFormat(i18n.language, { style: 'percent' });
  return (
    <QueryView query={sends}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState>{t('sent.none')}</EmptyState>
        ) : (
          <>
            <p className={classes.lead}>{t('sent.lead')}</p>
            <ul className={classes.list}>
              {items.map(({ version, sent, lastSentAt, rated, helpedShare, corrected }) => (
                <li key={version} className={classes.row}>
                  <span className={classes.main}>
                    <strong>{t('sent.version', { version })}</strong>
                    <span className={classes.sub}>
                      {t('sent.times', {
                        times: sent,
                        date: longDate.format(new Date(lastSentAt)),
                      })}
                    </span>
                    <span className={classes.sub}>
                      {helpedShare === null
                        ? t('sent.tooFew', { rated })
                        : t('sent.helped', { share: percent.format(helpedShare), rated })}
                    </span>
                    {corrected > 0 ? (
                      <span className={classes.sub}>{t('sent.corrected', { corrected })}</span>
                    ) : null}
                  </span>
                  {can('faq.manage') && sent > corrected ? (
                    <SendCorrection entry={entry} version={version} />
                  ) : null}
                </li>
              ))}
            </ul>
          </>
        )
      }
    </QueryView>
  );
}
