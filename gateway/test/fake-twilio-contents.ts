import { sid, type FakeTwilioRequest } from './fake-twilio-wire.ts';

export const contentPath = '/v1/ContentAndApprovals';

/** A content resource with what WhatsApp says of it, as Twilio's Content API lists it. */
export type TwilioContent = {
  sid: string;
  account_sid: string;
  friendly_name: string;
  language: string;
  variables: Record<string, string>;
  types: Record<string, Record<string, unknown>>;
  approval_requests: Record<string, unknown>;
  date_created: string;
  date_updated: string;
};

/** Source: https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approval-status */
export function twilioContent(
  name: string,
  language: string,
  type: Record<string, unknown>,
  approval: Record<string, unknown> = {},
): TwilioContent {
  const [contentType = 'twilio/text', content] = Object.entries(type)[0] ?? [];
  return {
    sid: sid('HX'),
    account_sid: '',
    friendly_name: name,
    language,
    variables: {},
    types: { [contentType]: content as Record<string, unknown> },
    approval_requests: {
      name,
      category: 'UTILITY',
      content_type: contentType,
      status: 'approved',
      rejection_reason: '',
      allow_category_change: true,
      ...approval,
    },
    date_created: '2026-11-01T08:00:00Z',
    date_updated: '2026-11-02T08:00:00Z',
  };
}

/** One page of the list, with the absolute address of the next one, on Twilio's own host. */
export function contentPage(contents: TwilioContent[], seen: FakeTwilioRequest, maxSize: number) {
  const page = Number(seen.query['Page'] ?? 0);
  const size = Math.min(Number(seen.query['PageSize'] ?? 50), maxSize);
  const isLast = (page + 1) * size >= contents.length;
  const next = `https://content.twilio.com${contentPath}?PageSize=${size}&Page=${page + 1}&PageToken=PT${page}`;
  return {
    contents: contents.slice(page * size, (page + 1) * size),
    meta: {
      page,
      page_size: size,
      first_page_url: `https://content.twilio.com${contentPath}?PageSize=${size}&Page=0`,
      previous_page_url: null,
      url: `https://content.twilio.com${seen.path}`,
      next_page_url: isLast ? null : next,
      key: 'contents',
    },
  };
}
