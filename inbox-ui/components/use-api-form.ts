import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { areAllShown, fieldErrorsOf } from './field-errors.ts';

type Options<Values, Answer> = {
  initialValues: Values;
  /** By field; a sentence, or null when it is fine. */
  validate?: (values: Values) => Record<string, string | null>;
  /** What is wrong with a field that the gateway refused; without it, a general request to look again. */
  translate?: (field: string) => string | undefined;
  submit: (values: Values) => Promise<Answer>;
  onDone: (answer: Answer, values: Values) => unknown;
};

/**
 * A form whose fields show what the gateway objects to, with the first wrong one focused.
 * `problem` is what no field can show. Nothing that was typed is lost when sending fails.
 */
export function useApiForm<Values extends Record<string, unknown>, Answer>({
  initialValues,
  validate,
  translate,
  submit,
  onDone,
}: Options<Values, Answer>) {
  const { t } = useTranslation('common');
  const form = useForm<Values>({
    mode: 'uncontrolled',
    initialValues,
    validate: (values) => withoutNulls(validate?.(values) ?? {}),
  });
  const mutation = useMutation({
    mutationFn: submit,
    onSuccess: onDone,
    onError: showIssues,
  });

  function showIssues(error: unknown) {
    const general = t('problem.validation_failed');
    const errors = Object.fromEntries(
      Object.keys(fieldErrorsOf(error)).map((field) => [field, translate?.(field) ?? general]),
    );
    form.setErrors(errors);
    focusFirst(errors);
  }

  function focusFirst(errors: Record<string, unknown>) {
    const nodes = Object.keys(errors)
      .map((field) => form.getInputNode<HTMLElement, never>(field as never))
      .filter((node) => node !== null);
    const first = nodes.toSorted((a, b) =>
      a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    )[0];
    first?.focus();
  }

  const isShownByFields =
    mutation.isError && areAllShown(fieldErrorsOf(mutation.error), fieldPaths(initialValues));
  return {
    form,
    problem: mutation.isError && !isShownByFields ? mutation.error : null,
    isSending: mutation.isPending,
    isDone: mutation.isSuccess,
    onSubmit: form.onSubmit((values) => mutation.mutate(values), focusFirst),
  };
}

function withoutNulls(errors: Record<string, string | null>): Record<string, string> {
  const found = Object.entries(errors).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return Object.fromEntries(found);
}

/** `{ name, credentials: { from } }` → `name`, `credentials`, `credentials.from`. */
function fieldPaths(values: Record<string, unknown>, prefix = ''): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isGroup ? [path, ...fieldPaths(value as Record<string, unknown>, `${path}.`)] : [path];
  });
}
