import type { Opts } from 'telegraf/types';

export type UploadedFile = { fileName: string; bytes: Buffer };

export type FakeBot = {
  id: number;
  username: string;
  webhook: { url: string; secretToken: string; allowedUpdates: string[] } | null;
  /** What `getWebhookInfo` says went wrong. */
  trouble?: { pendingCount: number; at: Date; message: string };
};

type Call = {
  fields: Record<string, unknown>;
  files: Record<string, UploadedFile>;
  bot: FakeBot;
  served: Map<string, { path: string; bytes: Buffer }>;
};

type Answer = { ok: unknown } | { code: number; description: string };

/** Fields that a method takes, held against the published types. */
const common = ['chat_id', 'reply_parameters', 'reply_markup', 'disable_notification'] as const;
const captioned = [...common, 'caption', 'parse_mode', 'caption_entities'] as const;
const fieldsOf = {
  getMe: [] as readonly (keyof Opts<'getMe'>)[],
  setWebhook: [
    'url',
    'secret_token',
    'allowed_updates',
    'max_connections',
    'drop_pending_updates',
  ] as readonly (keyof Opts<'setWebhook'>)[],
  deleteWebhook: ['drop_pending_updates'] as readonly (keyof Opts<'deleteWebhook'>)[],
  getWebhookInfo: [] as readonly (keyof Opts<'getWebhookInfo'>)[],
  getFile: ['file_id'] as readonly (keyof Opts<'getFile'>)[],
  answerCallbackQuery: [
    'callback_query_id',
    'text',
    'show_alert',
  ] as readonly (keyof Opts<'answerCallbackQuery'>)[],
  sendChatAction: ['chat_id', 'action'] as readonly (keyof Opts<'sendChatAction'>)[],
  setMessageReaction: [
    'chat_id',
    'message_id',
    'reaction',
    'is_big',
  ] as readonly (keyof Opts<'setMessageReaction'>)[],
  sendMessage: [
    ...common,
    'text',
    'entities',
    'parse_mode',
    'link_preview_options',
  ] as readonly (keyof Opts<'sendMessage'>)[],
  sendPhoto: [...captioned, 'photo'] as readonly (keyof Opts<'sendPhoto'>)[],
  sendVideo: [...captioned, 'video', 'duration'] as readonly (keyof Opts<'sendVideo'>)[],
  sendAudio: [...captioned, 'audio', 'title'] as readonly (keyof Opts<'sendAudio'>)[],
  sendVoice: [...captioned, 'voice', 'duration'] as readonly (keyof Opts<'sendVoice'>)[],
  sendVideoNote: [...common, 'video_note'] as readonly (keyof Opts<'sendVideoNote'>)[],
  sendAnimation: [...captioned, 'animation'] as readonly (keyof Opts<'sendAnimation'>)[],
  sendDocument: [...captioned, 'document'] as readonly (keyof Opts<'sendDocument'>)[],
  sendSticker: [...common, 'sticker'] as readonly (keyof Opts<'sendSticker'>)[],
  sendMediaGroup: [
    'chat_id',
    'media',
    'reply_parameters',
    'disable_notification',
  ] as readonly (keyof Opts<'sendMediaGroup'>)[],
};

const uploadFields: Record<string, string> = {
  sendPhoto: 'photo',
  sendVideo: 'video',
  sendAudio: 'audio',
  sendVoice: 'voice',
  sendVideoNote: 'video_note',
  sendAnimation: 'animation',
  sendDocument: 'document',
  sendSticker: 'sticker',
};

/** The emoji that a reaction may be. Source: https://core.telegram.org/bots/api#reactiontypeemoji */
const reactionEmojis = new Set(
  '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'.split(
    ' ',
  ),
);

const maxPhotoBytes = 10 * 1024 * 1024;
const maxFileBytes = 50 * 1024 * 1024;
const maxDownloadBytes = 20 * 1024 * 1024;

let lastMessageId = 10_000;

/** What the Bot API answers to a method. Texts as in https://github.com/tdlib/telegram-bot-api */
export function answerMethod(method: string, call: Call): Answer {
  const known = Object.hasOwn(fieldsOf, method)
    ? fieldsOf[method as keyof typeof fieldsOf]
    : undefined;
  if (!known) return { code: 404, description: 'Not Found: method not found' };
  const names: readonly string[] = known;
  const given = [...Object.keys(call.fields), ...Object.keys(call.files)];
  const unknown = given.find(
    (name) => !names.includes(name) && name !== 'method' && !/^[0-9a-f]{32}$/.test(name),
  );
  if (unknown !== undefined) return bad(`unknown field "${unknown}" (the fake is strict here)`);
  const { fields, bot } = call;
  if (method === 'getMe') {
    const { id, username } = bot;
    return { ok: { id, is_bot: true, first_name: 'Lotse', username } };
  }
  if (method === 'setWebhook') return setWebhook(call);
  if (method === 'deleteWebhook') {
    bot.webhook = null;
    return { ok: true };
  }
  if (method === 'getWebhookInfo') return { ok: webhookInfo(bot) };
  if (method === 'getFile') return getFile(call);
  if (method === 'answerCallbackQuery') {
    if (typeof fields['callback_query_id'] !== 'string' || fields['callback_query_id'] === '') {
      return bad('query is too old and response timeout expired or query ID is invalid');
    }
    return { ok: true };
  }
  if (!/^-?\d+$/.test(String(fields['chat_id'] ?? ''))) return bad('chat_id is empty');
  const problem = replyProblem(fields) ?? markupProblem(fields);
  if (problem) return bad(problem);
  if (method === 'sendChatAction') {
    return fields['action'] === 'typing' ? { ok: true } : bad('wrong parameter action in request');
  }
  if (method === 'setMessageReaction') return setMessageReaction(call);
  if (method === 'sendMessage') return sendMessage(call);
  if (method === 'sendMediaGroup') return sendMediaGroup(call);
  return sendFile(method, call);
}

/** Source: https://core.telegram.org/bots/api#webhookinfo */
function webhookInfo({ webhook, trouble }: FakeBot): Record<string, unknown> {
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: trouble?.pendingCount ?? 0,
    ...(trouble && {
      last_error_date: Math.floor(trouble.at.getTime() / 1000),
      last_error_message: trouble.message,
    }),
    ...(webhook && { max_connections: 40, allowed_updates: webhook.allowedUpdates }),
  };
}

/** The hosted server takes https only; on loopback we stand in for a self-hosted one, which takes http as well. */
function setWebhook({ fields, bot }: Call): Answer {
  const url = String(fields['url'] ?? '');
  const isLoopback = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
  if (url !== '' && !url.startsWith('https://') && !isLoopback) {
    return bad('bad webhook: An HTTPS URL must be provided for webhook');
  }
  const secretToken = String(fields['secret_token'] ?? '');
  if (!/^[A-Za-z0-9_-]{0,256}$/.test(secretToken)) {
    return bad('secret token contains unallowed characters');
  }
  const allowedUpdates = Array.isArray(fields['allowed_updates'])
    ? fields['allowed_updates'].map(String)
    : [];
  bot.webhook = url === '' ? null : { url, secretToken, allowedUpdates };
  return { ok: true };
}

function getFile({ fields, served }: Call): Answer {
  const file = served.get(String(fields['file_id']));
  if (!file) return bad('wrong file_id or the file is temporarily unavailable');
  if (file.bytes.length > maxDownloadBytes) return bad('file is too big');
  const id = String(fields['file_id']);
  return {
    ok: {
      file_id: id,
      file_unique_id: `u${id}`,
      file_size: file.bytes.length,
      file_path: file.path,
    },
  };
}

function setMessageReaction({ fields }: Call): Answer {
  const reactions = fields['reaction'] ?? [];
  if (!Number.isSafeInteger(fields['message_id'])) return bad('message to react not found');
  if (!Array.isArray(reactions)) return bad("can't parse reaction types JSON object");
  if (reactions.length > 1) return bad('REACTIONS_TOO_MANY');
  const isKnown = reactions.every(
    ({ type, emoji }) => type === 'emoji' && reactionEmojis.has(String(emoji)),
  );
  return isKnown ? { ok: true } : bad('REACTION_INVALID');
}

function sendMessage(call: Call): Answer {
  const text = call.fields['text'];
  if (typeof text !== 'string' || text.trim() === '') return bad('message text is empty');
  if (text.length > 4096) return bad('message is too long');
  return { ok: sent(call, { text }) };
}

function sendFile(method: string, call: Call): Answer {
  const field = uploadFields[method] ?? '';
  const file = call.files[field];
  if (!file) return bad(`there is no ${field} in the request`);
  const problem = fileProblem(file, method === 'sendPhoto') ?? captionProblem(call.fields);
  if (problem) return bad(problem);
  const described = { file_id: `sent-${lastMessageId + 1}`, file_size: file.bytes.length };
  const value = field === 'photo' ? [{ ...described, width: 1, height: 1 }] : described;
  return { ok: sent(call, { [field]: value, caption: call.fields['caption'] }) };
}

function sendMediaGroup(call: Call): Answer {
  const items = call.fields['media'];
  if (!Array.isArray(items) || items.length < 2 || items.length > 10) {
    return bad('the media group must have from 2 to 10 items');
  }
  const media = items as Record<string, unknown>[];
  const types = new Set(media.map(({ type }) => (type === 'photo' ? 'video' : type)));
  if (types.size > 1) return bad("this kind of media can't be mixed in a media group");
  for (const item of media) {
    const file = call.files[String(item['media']).replace('attach://', '')];
    const problem = file ? fileProblem(file, item['type'] === 'photo') : 'no file';
    if (problem ?? captionProblem(item)) return bad(problem ?? 'message caption is too long');
  }
  const group = { media_group_id: `g${lastMessageId + 1}` };
  return { ok: media.map(({ caption }) => sent(call, { ...group, caption })) };
}

function fileProblem(file: UploadedFile, isPhoto: boolean): string | null {
  if (file.bytes.length === 0) return 'file must be non-empty';
  const limit = isPhoto ? maxPhotoBytes : maxFileBytes;
  return file.bytes.length > limit ? 'file is too big' : null;
}

function captionProblem(fields: Record<string, unknown>): string | null {
  const caption = fields['caption'];
  return typeof caption === 'string' && caption.length > 1024
    ? 'message caption is too long'
    : null;
}

function replyProblem({ reply_parameters: reply }: Record<string, unknown>): string | null {
  if (reply === undefined) return null;
  const isObject = typeof reply === 'object' && reply !== null && 'message_id' in reply;
  return isObject ? null : "can't parse reply parameters";
}

function markupProblem({ reply_markup: markup }: Record<string, unknown>): string | null {
  if (markup === undefined) return null;
  if (typeof markup !== 'object' || markup === null) return "can't parse reply keyboard markup";
  const rows = 'inline_keyboard' in markup ? markup.inline_keyboard : [];
  if (!Array.isArray(rows)) return "can't parse inline keyboard";
  const buttons = rows.flat() as Record<string, unknown>[];
  for (const { text, callback_data: data, url } of buttons) {
    if (typeof text !== 'string' || text === '') return "can't parse inline keyboard button";
    if ((data === undefined) === (url === undefined)) return 'text buttons are unallowed here';
    const bytes = Buffer.byteLength(String(data ?? ''));
    if (data !== undefined && (bytes < 1 || bytes > 64)) return 'BUTTON_DATA_INVALID';
    if (url !== undefined && !/^(https?:\/\/[^/\s]+\.[^/\s]+|tg:)/.test(String(url)))
      return 'BUTTON_URL_INVALID';
  }
  return null;
}

function sent({ fields, bot }: Call, content: Record<string, unknown>): Record<string, unknown> {
  lastMessageId += 1;
  return {
    message_id: lastMessageId,
    date: Math.floor(Date.now() / 1000),
    from: { id: bot.id, is_bot: true, first_name: 'Lotse', username: bot.username },
    chat: { id: Number(fields['chat_id']), type: 'private', first_name: 'Example' },
    ...content,
  };
}

function bad(text: string): Answer {
  return { code: 400, description: `Bad Request: ${text}` };
}
