/** Where the server is, for what the panel's own client cannot ask: streams, and words said while a page is being closed. */

interface PanelWindow {
  readonly strapi?: { readonly backendURL?: string };
}

export const backendUrl = (path: string): string =>
  `${(window as unknown as PanelWindow).strapi?.backendURL ?? ''}${path}`;
