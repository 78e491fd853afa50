import { Popover, Select } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import { languageName, optionsWith } from '../contact/language-names.ts';
import { menuProps } from '../inbox/menu-props.ts';
import classes from './MessageItem.module.css';
import { useCorrectLanguage } from './use-correct-language.ts';

/** In which language a contact's message is, and a way to say it better. What opens is made when it is first wanted. */
export function MessageLanguage({ message }: { message: Message }) {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <OpenableLanguage message={message} />;
  return <Target message={message} onClick={() => setWanted(true)} />;
}

type TargetProps = ComponentProps<'button'> & {
  message: Message;
  'data-open'?: boolean | undefined;
};

function Target({ message: { language }, ...props }: TargetProps) {
  const { t, i18n } = useTranslation('conversation');
  const label = language
    ? t('messageLanguage.of', { language: languageName(language, i18n.language) })
    : t('messageLanguage.ofUnknown');
  return (
    <button type="button" {...props} className={classes.action} aria-label={label} title={label}>
      <IconLanguage size={17} stroke={1.75} aria-hidden />
    </button>
  );
}

function OpenableLanguage({ message }: { message: Message }) {
  const { t, i18n } = useTranslation('conversation');
  const [isOpen, setOpen] = useState(true);
  const correct = useCorrectLanguage(message);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="top"
      trapFocus
      returnFocus
      portalProps={menuProps.portalProps}
    >
      <Popover.Target>
        <Target
          message={message}
          data-open={isOpen || undefined}
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('messageLanguage.title')}>
        <Select
          label={t('messageLanguage.title')}
          placeholder={t('messageLanguage.unknown')}
          data={optionsWith(message.language, i18n.language)}
          value={message.language}
          searchable
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(language) => {
            setOpen(false);
            if (language) correct.mutate(language);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
