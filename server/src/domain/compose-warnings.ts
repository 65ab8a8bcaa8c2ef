/** What an author should look at before a mail goes out. Nothing of it forbids sending. Pure. */

export type ComposeWarning =
  /** the text speaks of an attachment, and there is none */
  | { readonly kind: 'attachment-missing'; readonly word: string }
  /** placeholders that were not filled in, as they are written */
  | { readonly kind: 'unknown-placeholder'; readonly names: readonly string[] }
  /** recipients in domains to which nothing in this conversation went before */
  | { readonly kind: 'new-domain'; readonly domains: readonly string[] }
  /** addresses that mail did not reach, with the words of a server */
  | {
      readonly kind: 'unreachable';
      readonly addresses: readonly { readonly address: string; readonly words: string }[];
    };
