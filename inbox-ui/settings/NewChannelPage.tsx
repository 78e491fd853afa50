import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ChannelKind } from '../../gateway/contract/channel.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { MessengerIcon } from '../components/MessengerIcon.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { ChannelForm } from './ChannelForm.tsx';
import { inOrder } from './kinds.ts';
import { KindHelp } from './KindHelp.tsx';
import classes from './NewChannelPage.module.css';
import { SectionHead } from './SectionHead.tsx';
import { useChannelKinds } from './use-settings.ts';

/** First what kind of channel, then its form beside the steps that lead to its keys. */
export function NewChannelPage() {
  const { kind: chosen } = useParams();
  const kinds = useChannelKinds();
  return (
    <QueryView query={kinds}>
      {({ items }) => {
        if (!chosen) return <KindChooser kinds={inOrder(items)} />;
        const kind = items.find((item) => item.kind === chosen);
        return kind ? <NewChannel key={kind.kind} kind={kind} /> : <UnknownKind />;
      }}
    </QueryView>
  );
}

function KindChooser({ kinds }: { kinds: ChannelKind[] }) {
  const { t } = useTranslation('settings');
  return (
    <>
      <SectionHead
        title={t('channel.add')}
        lead={t('channel.chooseKind')}
        back={{ to: '/settings/channels', label: t('section.channels') }}
      />
      <ul className={classes.kinds}>
        {kinds.map(({ kind }) => (
          <li key={kind}>
            <Link to={`/settings/channels/new/${kind}`} className={classes.kind}>
              <MessengerIcon messenger={kind} size={28} isDecorative />
              <span>
                <strong className={classes.name}>
                  {t(`kind.${kind}.name`, { defaultValue: kind })}
                </strong>
                <span className={classes.text}>
                  {t(`kind.${kind}.summary`, { defaultValue: '' })}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function NewChannel({ kind }: { kind: ChannelKind }) {
  const { t } = useTranslation('settings');
  const name = t(`kind.${kind.kind}.name`, { defaultValue: kind.kind });
  return (
    <>
      <SectionHead
        title={t('channel.addKind', { kind: name })}
        lead={t(`kind.${kind.kind}.summary`, { defaultValue: '' })}
        back={{ to: '/settings/channels/new', label: t('channel.otherKind') }}
      />
      <KindHelp kind={kind.kind} />
      <ChannelForm kind={kind} />
    </>
  );
}

function UnknownKind() {
  const { t } = useTranslation('settings');
  return (
    <EmptyState action={<Link to="/settings/channels/new">{t('channel.otherKind')}</Link>}>
      {t('channel.unknownKind')}
    </EmptyState>
  );
}
