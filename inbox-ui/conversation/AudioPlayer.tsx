import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../gateway/contract/message.ts';
import { formatNumber } from '../intl.ts';
import classes from './AudioPlayer.module.css';
import { clock, nextSpeed, type Speed } from './playback.ts';

type Props = { attachment: Attachment };

/** Plays a voice note slower or faster; where the browser can't, it offers the file. */
export function AudioPlayer({ attachment }: Props) {
  const { mimeType, playableUrl, fileName } = attachment;
  const src = attachment.url ?? '';
  const isVoice = attachment.kind === 'voice';
  const { t, i18n } = useTranslation('conversation');
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState(0);
  const [speed, setSpeed] = useState<Speed>(1);
  const [hasFailed, setFailed] = useState(false);
  const [source, setSource] = useState(() =>
    playableUrl && !canPlay(mimeType) ? playableUrl : src,
  );
  const label = fileName ?? t(isVoice ? 'kind.voice' : 'kind.audio');

  function toggle() {
    if (!audio.current) return;
    if (isPlaying) audio.current.pause();
    else audio.current.play().catch(fallBack);
  }

  /** A browser may find out only while playing that it can't. */
  function fallBack() {
    if (playableUrl && source !== playableUrl) setSource(playableUrl);
    else setFailed(true);
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
        src={source}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPosition(0)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onDurationChange={(event) => setLength(finite(event.currentTarget.duration))}
        onError={fallBack}
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
        <span dir="ltr">{formatNumber(speed, i18n.language)}×</span>
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

/** Ogg of messengers holds Opus; asked for the container alone, browsers say maybe. */
function canPlay(mimeType: string | null): boolean {
  const type = mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mimeType;
  return type === null || document.createElement('audio').canPlayType(type) !== '';
}

function finite(seconds: number): number {
  return Number.isFinite(seconds) ? seconds : 0;
}
