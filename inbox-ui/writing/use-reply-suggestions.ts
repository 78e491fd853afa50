import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fillVariables } from '../../gateway/contract/saved-reply.ts';
import { languageName } from '../contact/language-names.ts';
import { matchReplies, type ReplyVersion } from './match-replies.ts';
import type { Suggestion } from './suggestion.ts';
import type { ReplyValues } from './use-reply-values.ts';
import { useSavedReplies } from './use-saved-replies.ts';

const mostShown = 60;

/** Saved replies for what was typed behind `/`, the contact's language first; filled, so that it is seen what goes out. */
export function useReplySuggestions(
  query: string | null,
  contactLanguage: string | null,
  values: ReplyValues,
): Suggestion[] {
  const { t, i18n } = useTranslation('writing');
  const replies = useSavedReplies().data?.items;
  return useMemo(() => {
    if (query === null || !replies) return [];
    const fallbacks = [...new Set([i18n.language, 'de', 'en'])];
    const { own, others } = matchReplies(replies, query, contactLanguage, fallbacks);
    const nameOf = (tag: string) => languageName(tag, i18n.language);
    const suggestionOf =
      (group: string, isOwn: boolean) =>
      ({ reply, language, text }: ReplyVersion): Suggestion => {
        const filled = fillVariables(text, values);
        return {
          id: `${reply.id}-${language}`,
          group,
          title: reply.title,
          hint: `/${reply.key}`,
          language: { tag: language, name: isOwn ? null : nameOf(language) },
          preview: filled,
          insert: filled,
        };
      };
    const first = own[0]?.language ?? contactLanguage ?? i18n.language;
    return [
      ...own.map(suggestionOf(t('picker.inLanguage', { language: nameOf(first) }), true)),
      ...others.map(suggestionOf(t('picker.otherLanguages'), false)),
    ].slice(0, mostShown);
  }, [query, replies, contactLanguage, values, t, i18n.language]);
}
