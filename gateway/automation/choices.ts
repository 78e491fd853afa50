import { topicKeys } from '../contract/conversation.ts';
import type { Choice } from './path.ts';
import { word, type Turn } from './turn.ts';

/** A language by its own name. */
export function ownName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

export function languageChoices({ world }: Turn): Choice[] {
  return world.languages.map((code) => ({ id: `language:${code}`, title: ownName(code) }));
}

/** The menu: its numbers are known by heart, so they count wherever nothing else is asked. */
export function menuChoices(turn: Turn): Choice[] {
  return [
    ...topicKeys.map((topic) => ({
      id: `menu:topic:${topic}`,
      title: word(turn, `menu.${topic}`),
    })),
    { id: 'menu:counselor', title: word(turn, 'menu.counselor') },
    { id: 'menu:appointment', title: word(turn, 'menu.appointment') },
    { id: 'menu:my_data', title: word(turn, 'menu.my_data') },
    { id: 'menu:language', title: word(turn, 'menu.language') },
  ];
}

export function personChoices(turn: Turn): Choice[] {
  return [
    { id: 'person:yes', title: word(turn, 'person.yes') },
    { id: 'person:menu', title: word(turn, 'person.menu') },
  ];
}
