import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import classes from './NameForm.module.css';

type Props<Answer> = {
  label: string;
  placeholder: string;
  submitLabel: string;
  submit: (name: string) => Promise<Answer>;
  onDone: (answer: Answer) => unknown;
};

/** One field and one button: adds something that needs only a name. */
export function NameForm<Answer>({
  label,
  placeholder,
  submitLabel,
  submit,
  onDone,
}: Props<Answer>) {
  const { t } = useTranslation('settings');
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: { name: '' },
    validate: ({ name }) => ({ name: name.trim() ? null : t('error.nameMissing') }),
    submit: ({ name }) => submit(name),
    onDone: (answer) => {
      form.reset();
      form.getInputNode('name')?.focus();
      return onDone(answer);
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate className={classes.form}>
      {problem ? <ErrorNote error={problem} /> : null}
      <div className={classes.row}>
        <TextInput
          key={form.key('name')}
          {...form.getInputProps('name')}
          className={classes.input}
          label={label}
          placeholder={placeholder}
          maxLength={120}
          autoComplete="off"
        />
        <Button type="submit" size="md" loading={isSending} className={classes.button}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
