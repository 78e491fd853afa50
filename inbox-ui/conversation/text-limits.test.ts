import { describe, expect, test } from 'vitest';
import type { ChannelCapabilities } from '../../gateway/contract/channel.ts';
import { measureText, messagesNeeded } from './text-limits.ts';

const telegram = { maxTextLength: 4096, textUnit: 'utf16' } as ChannelCapabilities;
const sms = { maxTextLength: 1600, textUnit: 'sms' } as ChannelCapabilities;

describe('the length of a text', () => {
  test('is mentioned from 80 percent of the limit on', () => {
    expect(measureText('a'.repeat(3276), telegram).isNear).toBe(false);
    expect(measureText('a'.repeat(3277), telegram).isNear).toBe(true);
  });

  test('beyond the limit of the messenger becomes several messages', () => {
    expect(messagesNeeded(measureText('a'.repeat(4096), telegram))).toBe(1);
    expect(messagesNeeded(measureText('a'.repeat(4097), telegram))).toBe(2);
  });

  test('counts SMS parts where the channel is SMS', () => {
    expect(measureText('hello', sms).sms).toMatchObject({ parts: 1 });
    expect(measureText('hello', telegram).sms).toBeNull();
  });

  test('without knowledge of the channel only the limit of the server holds', () => {
    expect(measureText('a'.repeat(20_000), undefined)).toMatchObject({ max: null, isOver: false });
    expect(measureText('a'.repeat(20_001), undefined).isOver).toBe(true);
  });
});
