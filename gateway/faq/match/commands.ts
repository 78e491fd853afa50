import { fold } from '../../search/fold.ts';

export const commands = ['menu', 'person', 'stop', 'delete'] as const;
export type Command = (typeof commands)[number];

const words: Record<Command, string[]> = {
  menu: [
    '0',
    'menü',
    'menu',
    'start',
    'hilfe',
    'help',
    'меню',
    'старт',
    'помощь',
    'допомога',
    'قائمة',
    'القائمة',
    'مساعدة',
    'yardım',
    'menü',
    'منو',
    'کمک',
  ],
  person: [
    '7',
    'beratung',
    'berater',
    'beraterin',
    'mensch',
    'person',
    'counselor',
    'counsellor',
    'human',
    'agent',
    'консультант',
    'человек',
    'оператор',
    'людина',
    'مستشار',
    'شخص',
    'موظف',
    'إنسان',
    'danışman',
    'insan',
    'مشاور',
    'انسان',
  ],
  stop: [
    'stop',
    'stopp',
    'abmelden',
    'unsubscribe',
    'стоп',
    'отписаться',
    'відписатися',
    'توقف',
    'قف',
    'إيقاف',
    'dur',
    'توقف',
  ],
  delete: [
    'löschen',
    'meine daten löschen',
    'delete',
    'delete my data',
    'удалить',
    'удалить мои данные',
    'видалити',
    'видалити мої дані',
    'حذف',
    'احذف بياناتي',
    'حذف بياناتي',
    'sil',
    'verilerimi sil',
    'پاک کردن',
    'حذف اطلاعات من',
  ],
};

const known = new Map(
  commands.flatMap((command) => words[command].map((word) => [keyOf(word), command] as const)),
);

/** A message that is a command and nothing else, in any language. */
export function findCommand(text: string): Command | null {
  return known.get(keyOf(text)) ?? null;
}

function keyOf(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\uFE0F\u20E3]/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((word) => fold(word)[0] ?? [])
    .join(' ');
}
