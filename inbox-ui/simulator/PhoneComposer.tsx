import { IconPlayerStopFilled, IconSend2 } from '@tabler/icons-react';
import { useCallback, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isSendKey } from '../conversation/composer-keys.ts';
import { clock } from '../conversation/playback.ts';
import { useIsTouch } from '../conversation/use-is-touch.ts';
import { useVoiceRecorder } from '../conversation/use-voice-recorder.ts';
import type { Client } from './clients.ts';
import { inventedPlace } from './invented-place.ts';
import classes from './Phone.module.css';
import { PhoneMenu } from './PhoneMenu.tsx';
import { maxPhoneFileBytes, readPhoneFile } from './read-file.ts';
import type { usePhone } from './use-phone.ts';

type Props = { client: Client; send: ReturnType<typeof usePhone>['send']; hasMessages: boolean };

export function PhoneComposer({ client, send, hasMessages }: Props) {
  const { t } = useTranslation('simulator');
  const isTouch = useIsTouch();
  const [text, setText] = useState('');
  const [isTooLarge, setTooLarge] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { mutate } = send;

  const sendFile = useCallback(
    async (file: File, isVoice: boolean) => {
      setTooLarge(file.size > maxPhoneFileBytes);
      if (file.size > maxPhoneFileBytes) return;
      mutate({ file: await readPhoneFile(file, isVoice) });
    },
    [mutate],
  );
  const onRecorded = useCallback((file: File) => void sendFile(file, true), [sendFile]);
  const { recording, start, stop } = useVoiceRecorder(onRecorded);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (text.trim() === '') return;
    mutate({ text });
    setText('');
    field.current?.focus();
  }

  return (
    <form className={classes.composer} onSubmit={submit}>
      {hasMessages || client.openings.length === 0 ? null : (
        <div className={classes.openings} role="group" aria-label={t('phone.openings')}>
          {client.openings.map(({ text: opening, topic }) => (
            <button
              key={topic + opening}
              type="button"
              className={classes.opening}
              onClick={() => setText(opening)}
              title={opening}
            >
              {t(`opening.${topic}`)}
            </button>
          ))}
        </div>
      )}
      {isTooLarge ? (
        <p role="alert" className={classes.problem}>
          {t('phone.tooLarge')}
        </p>
      ) : null}
      <div className={classes.line}>
        <input
          ref={picker}
          type="file"
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void sendFile(file, false);
            event.currentTarget.value = '';
          }}
        />
        <PhoneMenu
          onFile={() => picker.current?.click()}
          onVoice={() => void start()}
          onLocation={() => mutate({ location: inventedPlace })}
        />
        {recording.state === 'recording' ? (
          <button type="button" className={classes.recording} onClick={() => stop(true)}>
            <IconPlayerStopFilled size={16} aria-hidden />{' '}
            {t('phone.stop', { time: clock(recording.seconds) })}
          </button>
        ) : (
          <textarea
            ref={field}
            className={classes.field}
            rows={1}
            dir="auto"
            lang={client.language}
            value={text}
            aria-label={t('phone.write', { name: client.name })}
            placeholder={t('phone.placeholder')}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              const { key, shiftKey, ctrlKey, metaKey, altKey, keyCode } = event;
              const press = {
                key,
                shiftKey,
                ctrlKey,
                metaKey,
                altKey,
                keyCode,
                isComposing: event.nativeEvent.isComposing,
              };
              if (!isSendKey(press, 'enter', isTouch)) return;
              event.preventDefault();
              if (!event.repeat) submit();
            }}
          />
        )}
        <button
          type="submit"
          className={classes.send}
          aria-label={t('phone.send')}
          disabled={text.trim() === ''}
        >
          <IconSend2 size={20} className="mirrored" aria-hidden />
        </button>
      </div>
    </form>
  );
}
