/** Menus stand inside the page's main landmark and begin with their first item; screen readers need both. */
export const menuProps = {
  withInitialFocusPlaceholder: false,
  portalProps: { target: '#main' },
} as const;
