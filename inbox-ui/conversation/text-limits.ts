import type { ChannelCapabilities } from '../../gateway/contract/channel.ts';
import { countSms, type SmsCount } from '../../gateway/contract/sms-parts.ts';

export type TextLength = {
  used: number;
  /** Null where there is no limit that we know. */
  max: number | null;
  isNear: boolean;
  isOver: boolean;
  sms: SmsCount | null;
};

const nearShare = 0.8;
/** What the server accepts in one message; longer texts than a messenger takes are sent in parts. */
const serverMaxLength = 20_000;

export function measureText(
  text: string,
  capabilities: ChannelCapabilities | undefined,
): TextLength {
  const sms = capabilities?.textUnit === 'sms' ? countSms(text) : null;
  const max = capabilities?.maxTextLength ?? null;
  const used = sms?.units ?? text.length;
  return {
    used,
    max,
    isNear: max !== null && used >= max * nearShare,
    isOver: text.length > serverMaxLength,
    sms,
  };
}

/** How many messages a text becomes on the channel. */
export function messagesNeeded({ used, max }: TextLength): number {
  if (max === null || used <= max) return 1;
  return Math.ceil(used / max);
}
