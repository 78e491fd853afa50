import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './AudioPlayer.module.css';
import { clock, nextSpeed, type Speed } from './playback.ts';

type Props = { src: string; fileName: string | null; isVoice: boolean };

/** Plays a voice note slower or faster; where the browser can't, it offers the file. */
export function AudioPlayer({ src, fileName, isVoice }: Props) {
  const { t } = useTranslation('conversation');
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState(0);
  const [speed, setSpeed] = useState<Speed>(1);
  const [hasFailed, setFailed] = useState(false);
  const label = fileName ?? t(isVoice ? 'kind.voice' : 'kind.audio');

  function toggle() {
    if (!audio.current) return;
    if (isPlaying) audio.current.pause();
    else audio.current.play().catch(() => setFailed(true));
  }

  function changeSpeed() {
    const next = nextSpeed(speed);
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  }

  return (
    <div className={classes.player} role="group" aria-label={label}>
      <audio
        ref={audio}
        src={src}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onDurationChange={(event) => setLength(finite(event.currentTarget.duration))}
        onError={() => setFailed(true)}
      />
      <button
        type="button"
        className={classes.play}
        onClick={toggle}
        aria-label={t(isPlaying ? 'audio.pause' : 'audio.play')}
      >
        {isPlaying ? (
          <IconPlayerPauseFilled size={18} aria-hidden />
        ) : (
          <IconPlayerPlayFilled size={18} aria-hidden />
        )}
      </button>
      <input
        type="range"
        className={classes.position}
        min={0}
        max={length || 1}
        step={0.1}
        value={Math.min(position, length || 1)}
        disabled={length === 0}
        aria-label={t('audio.position')}
        aria-valuetext={clock(position)}
        onChange={(event) => {
          if (audio.current) audio.current.currentTime = Number(event.currentTarget.value);
        }}
      />
      <span className={classes.time}>{clock(position > 0 ? position : length)}</span>
      <button
        type="button"
        className={classes.speed}
        onClick={changeSpeed}
        aria-label={t('audio.speed', { speed })}
      >
        {speed}×
      </button>
      {isVoice && !hasFailed ? null : (
        <a
          className={classes.download}
          href={`${src}?download=1`}
          download={fileName ?? true}
          aria-label={t('attachment.download', { name: label, size: '' })}
        >
          <IconDownload size={18} stroke={1.75} aria-hidden />
        </a>
      )}
      {hasFailed ? <p className={classes.failed}>{t('audio.failed')}</p> : null}
    </div>
  );
}

function finite(seconds: number): number {
  return Number.isFinite(seconds) ? seconds : 0;
}
