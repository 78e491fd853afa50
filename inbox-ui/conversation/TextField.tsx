import { useLayoutEffect, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react';
import { useIsTouch } from './use-is-touch.ts';
import { usePreferences } from '../inbox/preferences.ts';
import { fieldProps } from '../writing/SuggestionList.tsx';
import type { Suggestions } from '../writing/use-suggestions.ts';
import classes from './Composer.module.css';
import { isSendKey } from './composer-keys.ts';
import { isLargeScript } from './script.ts';

type Props = {
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onChange: (text: string) => void;
  onSend: () => void;
  onFiles: (files: File[]) => void;
  label: string;
  placeholder: string;
  suggestions: Suggestions;
};

/** Grows with its text; a file pasted into it is attached. */
export function TextField(props: Props) {
  const { field, value, onChange, onSend, onFiles, label, placeholder, suggestions } = props;
  const [{ sendWith }] = usePreferences();
  const isTouch = useIsTouch();

  useLayoutEffect(() => {
    const element = field.current;
    // Where the style sheet can say it, asking for the height would lay out the whole page at every key.
    if (!element || CSS.supports('field-sizing', 'content')) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [field, value]);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (suggestions.onKeyDown(event)) return;
    if (event.key === 'Escape') event.currentTarget.blur();
    if (!isSendKey(pressOf(event), sendWith, isTouch)) return;
    event.preventDefault();
    if (!event.repeat) onSend();
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  }

  return (
    <textarea
      ref={field}
      className={classes.field}
      value={value}
      dir={value === '' ? undefined : 'auto'}
      rows={1}
      data-large={isLargeScript(value, null) || undefined}
      aria-label={label}
      placeholder={placeholder}
      enterKeyHint={isTouch ? 'enter' : 'send'}
      {...fieldProps(suggestions)}
      onChange={(event) => {
        onChange(event.currentTarget.value);
        suggestions.look();
      }}
      onSelect={suggestions.look}
      onBlur={suggestions.close}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    />
  );
}

function pressOf(event: KeyboardEvent<HTMLTextAreaElement>) {
  const { key, shiftKey, ctrlKey, metaKey, altKey, keyCode } = event;
  return {
    key,
    shiftKey,
    ctrlKey,
    metaKey,
    altKey,
    keyCode,
    isComposing: event.nativeEvent.isComposing,
  };
}
