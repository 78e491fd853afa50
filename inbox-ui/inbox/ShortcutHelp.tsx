import { Kbd, Modal, SegmentedControl, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePreferences } from './preferences.ts';
import classes from './ShortcutHelp.module.css';
import { shortcuts } from './shortcuts.ts';

type Props = { isOpen: boolean; onClose: () => void };

/** The keys, and how a person wants them to work. */
export function ShortcutHelp({ isOpen, onClose }: Props) {
  const { t } = useTranslation('inbox');
  const [preferences, change] = usePreferences();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('keys.hide') }}
    >
      <dl className={classes.list}>
        {shortcuts.map(({ action, keys, alt }) => (
          <Line
            key={action}
            label={t(`keys.${action}`)}
            keys={[...keys, ...(alt ? keys.map((key) => `Alt ${key}`) : [])]}
          />
        ))}
        <Line label={t('keys.search')} keys={['/']} />
        <Line label={t('keys.palette')} keys={['Ctrl K']} />
        <Line label={t('keys.blur')} keys={['Alt B']} />
        <Line label={t('keys.escape')} keys={['Esc']} />
        <Line label={t('keys.help')} keys={['?']} />
        <Line
          label={t('keys.send')}
          keys={[preferences.sendWith === 'enter' ? t('keys.enter') : t('keys.ctrlEnter')]}
        />
      </dl>
      <Switch
        label={t('keys.single')}
        description={t('keys.singleHint')}
        checked={preferences.hasSingleKeys}
        onChange={(event) => change({ hasSingleKeys: event.currentTarget.checked })}
      />
      <p className={classes.label} id="send-with">
        {t('keys.sendWith')}
      </p>
      <SegmentedControl
        fullWidth
        aria-labelledby="send-with"
        value={preferences.sendWith}
        onChange={(value) => change({ sendWith: value === 'enter' ? 'enter' : 'ctrl-enter' })}
        data={[
          { value: 'enter', label: t('keys.enter') },
          { value: 'ctrl-enter', label: t('keys.ctrlEnter') },
        ]}
      />
    </Modal>
  );
}

function Line({ label, keys }: { label: string; keys: string[] }) {
  return (
    <div className={classes.line}>
      <dt>{label}</dt>
      <dd className={classes.keys}>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
