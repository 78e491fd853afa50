import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { IconChevronLeft, IconSend2 } from '@tabler/icons-react';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { fillTemplate, joinTemplate, maxFilled } from '../../gateway/contract/template.ts';
import { languageName } from '../contact/language-names.ts';
import type { TemplateChoice } from './outbox.ts';
import classes from './Template.module.css';
import {
  isFilled,
  paramsOf,
  titleOf,
  valuesFor,
  type TemplateGroup,
  type Values,
} from './template-choice.ts';
import { TemplateFields } from './TemplateFields.tsx';
import { TemplateText } from './TemplateText.tsx';
import { useFirstFocus } from './use-first-focus.ts';

type Props = {
  group: TemplateGroup;
  /** What was tried before and comes back to be changed. */
  earlier: TemplateChoice | null;
  onBack: () => void;
  onSend: (template: TemplateChoice, text: string) => void;
};

/** Fills the blanks of a template; beside them stands what the contact will read. */
export function TemplateForm({ group, earlier, onBack, onSend }: Props) {
  const { t, i18n } = useTranslation('conversation');
  const [first] = group.versions;
  const [language, setLanguage] = useState(earlier?.language ?? first.language);
  const template = group.versions.find((one) => one.language === language) ?? first;
  const [typed, setTyped] = useState<Values>(() => ({
    header: earlier?.params.header ?? [],
    body: earlier?.params.body ?? [],
    buttons: earlier?.params.buttons ?? [],
  }));
  const values = valuesFor(template, typed);
  const filled = fillTemplate(template, values);
  const isTooLong =
    filled.body.length > maxFilled.body || (filled.header?.length ?? 0) > maxFilled.header;
  const canSend = isFilled(template, values) && !isTooLong;
  const form = useFirstFocus<HTMLFormElement>('input, select, button[type=submit]');

  function send(event: SyntheticEvent) {
    event.preventDefault();
    if (!canSend) return;
    const params = paramsOf(template, values);
    const text = joinTemplate(fillTemplate(template, params));
    onSend({ name: template.name, language: template.language, params }, text);
  }

  return (
    <form ref={form} className={classes.form} onSubmit={send} noValidate>
      <Stack gap="sm">
        {group.versions.length > 1 ? (
          <NativeSelect
            label={t('template.language')}
            value={template.language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
            data={group.versions.map((one) => ({
              value: one.language,
              label: languageName(one.language.replace('_', '-'), i18n.language),
            }))}
          />
        ) : null}
        <TemplateFields template={template} values={values} onChange={setTyped} />
      </Stack>
      <section className={classes.preview} aria-label={t('template.preview')}>
        <h3 className={classes.previewTitle}>{t('template.preview')}</h3>
        <div className={classes.bubble}>
          <TemplateText filled={filled} language={template.language} />
        </div>
        <Length used={filled.body.length} isOver={isTooLong} />
      </section>
      <Group className={classes.actions} justify="space-between">
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconChevronLeft className="mirrored" size={16} aria-hidden />}
          onClick={onBack}
        >
          {t('template.back')}
        </Button>
        <Button
          type="submit"
          aria-label={t('template.send', { name: titleOf(group.name) })}
          aria-disabled={!canSend}
          data-disabled={!canSend || undefined}
          leftSection={<IconSend2 className="mirrored" size={16} aria-hidden />}
        >
          {t('composer.reply.send')}
        </Button>
      </Group>
    </form>
  );
}

const nearShare = 0.8;

function Length({ used, isOver }: { used: number; isOver: boolean }) {
  const { t } = useTranslation('conversation');
  const words = { used, max: maxFilled.body };
  return (
    <p className={classes.hint} data-over={isOver || undefined} role="status">
      {isOver ? t('template.tooLong', words) : null}
      {!isOver && used >= maxFilled.body * nearShare ? t('length.used', words) : null}
    </p>
  );
}
