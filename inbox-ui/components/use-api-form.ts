import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { areAllShown, fieldErrorsOf } from './field-errors.ts';

type Options<Values, Answer> = {
  initialValues: Values;
  /** By field; a sentence, or null when it is fine. */
  validate?: (values: Values) => Record<string, string | null>;
  /** The gateway's words for a field in the language of the interface. */
  translate?: (field: string, message: string) => string;
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
    const issues = Object.entries(fieldErrorsOf(error));
    const errors = Object.fromEntries(
      issues.map(([field, message]) => [field, translate?.(field, message) ?? message]),
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
