import { createSpotlight, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMatch, useNavigate } from 'react-router';
import { useConversation } from '../conversation/use-conversation.ts';
import { useSession } from '../session.tsx';
import { ConversationCommands } from './ConversationCommands.tsx';
import { FoundActions } from './FoundActions.tsx';
import { PaletteGroups } from './PaletteGroups.tsx';
import classes from './Palette.module.css';
import { fitting } from './palette-actions.ts';
import { searchPath } from './search-url.ts';
import { useGoActions } from './use-go-actions.ts';

const ShortcutHelp = lazy(async () => ({
  default: (await import('../inbox/ShortcutHelp.tsx')).ShortcutHelp,
}));
const [store, control] = createSpotlight();

type Props = { isOpen: boolean; onClose: () => void };

/**
 * Everything by name: what can be done here, where one can go, and who and what the search finds. What the server finds comes
 * last, so that nothing moves under whoever is about to press Enter.
 */
export function Palette({ isOpen, onClose }: Props) {
  const { t } = useTranslation('search');
  const canRead = useSession().can('conversation.read');
  const [typed, setTyped] = useState('');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const navigate = useNavigate();
  const conversationId = useMatch('/inbox/:view/:conversationId')?.params.conversationId;
  const groups = fitting(
    useGoActions(() => setHelpOpen(true)),
    typed,
  );
  useEffect(() => (isOpen ? control.open() : control.close()), [isOpen]);

  return (
    <>
      <Spotlight.Root
        store={store}
        shortcut={null}
        query={typed}
        onQueryChange={setTyped}
        onSpotlightClose={onClose}
        scrollable
        maxHeight={480}
        attributes={{ content: { 'aria-label': t('palette') } }}
        classNames={{ actionsGroup: classes.group }}
        portalProps={{ target: '#main' }}
      >
        <Spotlight.Search
          placeholder={t('palettePlaceholder')}
          aria-label={t('palettePlaceholder')}
          leftSection={<IconSearch size={20} stroke={1.75} aria-hidden />}
          dir="auto"
          maxLength={200}
        />
        <Spotlight.ActionsList aria-label={t('palette')}>
          {conversationId ? <OpenOne id={conversationId} typed={typed} /> : null}
          <PaletteGroups groups={groups} />
          {canRead && typed.trim() ? (
            <Spotlight.Action
              className={classes.action}
              leftSection={<IconSearch size={20} stroke={1.75} aria-hidden />}
              onClick={() => void navigate(searchPath({ q: typed.trim() }))}
            >
              {t('all', { q: typed.trim() })}
            </Spotlight.Action>
          ) : null}
          {canRead ? <FoundActions typed={typed} /> : null}
        </Spotlight.ActionsList>
      </Spotlight.Root>
      <Suspense>
        <ShortcutHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      </Suspense>
    </>
  );
}

function OpenOne({ id, typed }: { id: string; typed: string }) {
  const { data } = useConversation(id);
  return data ? <ConversationCommands conversation={data} typed={typed} /> : null;
}
