import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { maxFilled, type Template } from '../../gateway/contract/template.ts';
import { oneLine, type Values } from './template-choice.ts';

type Props = { template: Template; values: Values; onChange: (values: Values) => void };

/** A field for every blank of a template. */
export function TemplateFields({ template, values, onChange }: Props) {
  const { t } = useTranslation('conversation');
  const { placeholders, buttons } = template;
  const set = (part: keyof Values, index: number, text: string) =>
    onChange({ ...values, [part]: values[part].with(index, oneLine(text)) });
  const nameOf = (placeholder: string) =>
    /^\d+$/.test(placeholder)
      ? t('template.blank', { number: placeholder })
      : placeholder.replaceAll('_', ' ');

  return (
    <>
      {placeholders.header.map((placeholder, index) => (
        <Field
          key={`header ${placeholder}`}
          label={t('template.inHeader', { name: nameOf(placeholder) })}
          value={values.header[index] ?? ''}
          maxLength={maxFilled.header}
          onChange={(text) => set('header', index, text)}
        />
      ))}
      {placeholders.body.map((placeholder, index) => (
        <Field
          key={`body ${placeholder}`}
          label={nameOf(placeholder)}
          value={values.body[index] ?? ''}
          maxLength={maxFilled.body}
          onChange={(text) => set('body', index, text)}
        />
      ))}
      {placeholders.buttons.map((placeholder, index) =>
        placeholder ? (
          <Field
            key={`button ${buttons[index]?.title}`}
            label={t('template.inButton', { title: buttons[index]?.title })}
            description={buttons[index]?.url?.replaceAll(/\{\{\s*\w+\s*\}\}/g, '…')}
            value={values.buttons[index] ?? ''}
            maxLength={maxFilled.url}
            onChange={(text) => set('buttons', index, text)}
          />
        ) : null,
      )}
    </>
  );
}

type FieldProps = {
  label: string;
  description?: string | undefined;
  value: string;
  maxLength: number;
  onChange: (text: string) => void;
};

function Field({ label, description, value, maxLength, onChange }: FieldProps) {
  return (
    <TextInput
      label={<bdi>{label}</bdi>}
      description={description ? <bdi dir="ltr">{description}</bdi> : null}
      value={value}
      maxLength={maxLength}
      dir="auto"
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
