import { useCallback, useEffect, useRef, useState } from 'react';

export type Recording = { state: 'idle' | 'asking' | 'recording' | 'denied'; seconds: number };

/** In the order messengers like them: Ogg/Opus is a voice note everywhere, MP4 nearly, WebM only where it is converted. */
const formats = [
  { mimeType: 'audio/ogg;codecs=opus', extension: 'ogg' },
  { mimeType: 'audio/mp4', extension: 'm4a' },
  { mimeType: 'audio/webm;codecs=opus', extension: 'webm' },
] as const;

export function canRecord(): boolean {
  return format() !== undefined && Boolean(navigator.mediaDevices?.getUserMedia);
}

/** Records a voice note. `stop(true)` hands the file over, `stop(false)` throws it away. */
export function useVoiceRecorder(onRecorded: (file: File) => void) {
  const [recording, setRecording] = useState<Recording>({ state: 'idle', seconds: 0 });
  const recorder = useRef<MediaRecorder | null>(null);
  const isWanted = useRef(false);

  const start = useCallback(async () => {
    const chosen = format();
    if (!chosen) return;
    setRecording({ state: 'asking', seconds: 0 });
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const made = new MediaRecorder(stream, { mimeType: chosen.mimeType });
      const chunks: Blob[] = [];
      made.ondataavailable = ({ data }) => chunks.push(data);
      made.onstop = () => {
        for (const track of stream.getTracks()) track.stop();
        recorder.current = null;
        setRecording({ state: 'idle', seconds: 0 });
        if (!isWanted.current) return;
        const type = chosen.mimeType.split(';', 1)[0];
        onRecorded(new File(chunks, `voice.${chosen.extension}`, { type }));
      };
      recorder.current = made;
      made.start();
      setRecording({ state: 'recording', seconds: 0 });
    } catch {
      setRecording({ state: 'denied', seconds: 0 });
    }
  }, [onRecorded]);

  const stop = useCallback((isKept: boolean) => {
    isWanted.current = isKept;
    recorder.current?.stop();
  }, []);

  const isRecording = recording.state === 'recording';
  useEffect(() => {
    if (!isRecording) return undefined;
    const timer = setInterval(
      () => setRecording((now) => ({ ...now, seconds: now.seconds + 1 })),
      1000,
    );
    return () => clearInterval(timer);
  }, [isRecording]);
  useEffect(() => () => stop(false), [stop]);

  return {
    recording,
    start,
    stop,
    forgetDenial: () => setRecording({ state: 'idle', seconds: 0 }),
  };
}

function format() {
  if (typeof MediaRecorder === 'undefined') return undefined;
  return formats.find(({ mimeType }) => MediaRecorder.isTypeSupported(mimeType));
}
