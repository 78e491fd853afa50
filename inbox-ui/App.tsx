import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { AppFrame } from './components/AppFrame.tsx';
import { PageError } from './components/PageError.tsx';
import { PageLoader } from './components/PageLoader.tsx';
import { ReadersOnly, StartPage } from './components/StartPage.tsx';
import { later } from './components/later.tsx';
import { InboxPage } from './inbox/InboxPage.tsx';
import { createQueryClient } from './query-client.ts';
import { RequireSession } from './session.tsx';
import { cssVariables, theme } from './theme.ts';

const Notices = later(async () => (await import('./components/Notices.tsx')).Notices);
const queryClient = createQueryClient();

const settings: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('./settings/SettingsPage.tsx')).SettingsIndex }),
  },
  {
    path: 'channels',
    lazy: async () => ({ Component: (await import('./settings/ChannelsPage.tsx')).ChannelsPage }),
  },
  {
    path: 'channels/new/:kind?',
    lazy: async () => ({
      Component: (await import('./settings/NewChannelPage.tsx')).NewChannelPage,
    }),
  },
  {
    path: 'channels/:channelId/log',
    lazy: async () => ({
      Component: (await import('./settings/ChannelLogPage.tsx')).ChannelLogPage,
    }),
  },
  {
    path: 'channels/:channelId',
    lazy: async () => ({ Component: (await import('./settings/ChannelDetail.tsx')).ChannelDetail }),
  },
  {
    path: 'counselors',
    lazy: async () => ({
      Component: (await import('./settings/CounselorsPage.tsx')).CounselorsPage,
    }),
  },
  {
    path: 'profile',
    lazy: async () => ({ Component: (await import('./profile/ProfilePage.tsx')).ProfilePage }),
  },
  {
    path: 'counselors/:counselorId',
    lazy: async () => ({ Component: (await import('./profile/ProfilePage.tsx')).ProfilePage }),
  },
  {
    path: 'offices',
    lazy: async () => ({ Component: (await import('./offices/OfficesPage.tsx')).OfficesPage }),
  },
  {
    path: 'offices/import',
    lazy: async () => ({ Component: (await import('./offices/ImportPage.tsx')).ImportPage }),
  },
  {
    path: 'offices/:officeId',
    lazy: async () => ({ Component: (await import('./offices/OfficePage.tsx')).OfficePage }),
  },
  {
    path: 'saved-replies',
    lazy: async () => ({
      Component: (await import('./settings/SavedRepliesPage.tsx')).SavedRepliesPage,
    }),
  },
  {
    path: 'saved-replies/:savedReplyId',
    lazy: async () => ({
      Component: (await import('./settings/SavedReplyPage.tsx')).SavedReplyPage,
    }),
  },
  {
    path: 'labels',
    lazy: async () => ({ Component: (await import('./settings/LabelsPage.tsx')).LabelsPage }),
  },
  {
    path: 'rules',
    lazy: async () => ({ Component: (await import('./rules/RulesPage.tsx')).RulesPage }),
  },
  {
    path: 'rules/:ruleKey',
    lazy: async () => ({ Component: (await import('./rules/RulePage.tsx')).RulePage }),
  },
  {
    path: 'notifications',
    lazy: async () => ({
      Component: (await import('./notifications/NotificationsPage.tsx')).NotificationsPage,
    }),
  },
  {
    path: 'tokens',
    lazy: async () => ({ Component: (await import('./settings/TokensPage.tsx')).TokensPage }),
  },
];

const faq: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('./faq/MatrixPage.tsx')).MatrixPage }),
  },
  {
    path: 'entries/new',
    lazy: async () => ({ Component: (await import('./faq/NewEntryPage.tsx')).NewEntryPage }),
  },
  {
    path: 'entries/:entryId',
    lazy: async () => ({ Component: (await import('./faq/EntryPage.tsx')).EntryPage }),
  },
  {
    path: 'entries/:entryId/preview',
    lazy: async () => ({ Component: (await import('./faq/PreviewPage.tsx')).PreviewPage }),
  },
  {
    path: 'entries/:entryId/sent',
    lazy: async () => ({ Component: (await import('./faq/SentPage.tsx')).SentPage }),
  },
  {
    path: 'approve',
    lazy: async () => ({ Component: (await import('./faq/SittingPage.tsx')).SittingPage }),
  },
  {
    path: 'calendar',
    lazy: async () => ({ Component: (await import('./faq/CalendarPage.tsx')).CalendarPage }),
  },
  {
    path: 'questions',
    lazy: async () => ({ Component: (await import('./faq/QuestionsPage.tsx')).QuestionsPage }),
  },
  {
    path: 'sources',
    lazy: async () => ({ Component: (await import('./faq/SourcesPage.tsx')).SourcesPage }),
  },
  {
    path: 'try',
    lazy: async () => ({ Component: (await import('./faq/TryPage.tsx')).TryPage }),
  },
];

const router = createBrowserRouter([
  {
    ErrorBoundary: PageError,
    HydrateFallback: PageLoader,
    children: [
      {
        path: '/login',
        lazy: async () => ({ Component: (await import('./account/LoginPage.tsx')).LoginPage }),
      },
      {
        path: '/setup',
        lazy: async () => ({ Component: (await import('./account/SetupPage.tsx')).SetupPage }),
      },
      {
        element: (
          <RequireSession>
            <AppFrame />
          </RequireSession>
        ),
        children: [
          {
            ErrorBoundary: PageError,
            children: [
              { index: true, Component: StartPage },
              {
                path: '/welcome',
                lazy: async () => ({
                  Component: (await import('./account/WelcomePage.tsx')).WelcomePage,
                }),
              },
              {
                Component: ReadersOnly,
                children: [
                  {
                    path: '/inbox/search/:conversationId?',
                    lazy: async () => ({
                      Component: (await import('./search/SearchPage.tsx')).SearchPage,
                    }),
                  },
                  { path: '/inbox/:view?/:conversationId?', Component: InboxPage },
                ],
              },
              {
                path: '/simulator',
                lazy: async () => ({
                  Component: (await import('./simulator/SimulatorPage.tsx')).SimulatorPage,
                }),
              },
              {
                path: '/faq',
                lazy: async () => ({
                  Component: (await import('./faq/FaqLayout.tsx')).FaqLayout,
                }),
                children: faq,
              },
              {
                path: '/settings',
                lazy: async () => ({
                  Component: (await import('./settings/SettingsPage.tsx')).SettingsPage,
                }),
                children: settings,
              },
              {
                path: '*',
                lazy: async () => ({
                  Component: (await import('./components/NotFound.tsx')).NotFound,
                }),
              },
            ],
          },
        ],
      },
    ],
  },
]);

export function App() {
  return (
    <DirectionProvider initialDirection="ltr" detectDirection>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Notices />
          <Suspense fallback={<PageLoader />}>
            <RouterProvider router={router} />
          </Suspense>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
