/** How formatted text looks while it is written: the panel's own type and colours, near to what arrives. */
import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

export const EditorFrame = styled(Box)<{ readonly $disabled: boolean }>`
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $disabled }) => ($disabled ? theme.colors.neutral150 : theme.colors.neutral0)};

  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 2px ${({ theme }) => theme.colors.primary600};
  }

  .tiptap {
    outline: none;
    padding: ${({ theme }) => theme.spaces[3]};
    color: ${({ theme }) => theme.colors.neutral800};
    font-size: ${({ theme }) => theme.fontSizes[2]};
    line-height: ${({ theme }) => theme.lineHeights[6]};
    overflow-wrap: anywhere;
  }
  .tiptap > * + * {
    margin-top: ${({ theme }) => theme.spaces[2]};
  }
  .tiptap :is(h1, h2, h3) {
    font-weight: ${({ theme }) => theme.fontWeights.bold};
    font-size: ${({ theme }) => theme.fontSizes[3]};
  }
  .tiptap strong {
    font-weight: ${({ theme }) => theme.fontWeights.bold};
  }
  .tiptap em {
    font-style: italic;
  }
  .tiptap ul {
    list-style: disc;
  }
  .tiptap ol {
    list-style: decimal;
  }
  .tiptap :is(ul, ol) {
    padding-inline-start: ${({ theme }) => theme.spaces[6]};
  }
  .tiptap blockquote {
    padding-inline-start: ${({ theme }) => theme.spaces[3]};
    border-inline-start: 2px solid ${({ theme }) => theme.colors.neutral300};
    color: ${({ theme }) => theme.colors.neutral600};
  }
  .tiptap :is(code, pre) {
    background: ${({ theme }) => theme.colors.neutral150};
    border-radius: ${({ theme }) => theme.borderRadius};
    font-family: ui-monospace, monospace;
  }
  .tiptap pre {
    padding: ${({ theme }) => theme.spaces[3]};
    white-space: pre-wrap;
  }
  .tiptap a {
    color: ${({ theme }) => theme.colors.primary600};
    text-decoration: underline;
  }
  .tiptap img {
    max-width: 100%;
    height: auto;
  }
  .tiptap table {
    border-collapse: collapse;
  }
  .tiptap :is(td, th) {
    padding: ${({ theme }) => theme.spaces[1]};
    border: 1px solid ${({ theme }) => theme.colors.neutral300};
    min-width: 3rem;
  }
  .tiptap hr {
    border: 0;
    border-top: 1px solid ${({ theme }) => theme.colors.neutral300};
  }
  .tiptap .ProseMirror-selectednode {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
  .tiptap [data-mailroom-signature] {
    color: ${({ theme }) => theme.colors.neutral600};
  }
  .tiptap [data-placeholder-mark] {
    background: ${({ theme }) => theme.colors.warning200};
    color: ${({ theme }) => theme.colors.neutral800};
    border-radius: ${({ theme }) => theme.borderRadius};
  }
  /* Above a signature or a quote nothing is written either. */
  .tiptap .is-editor-empty:first-child::before,
  .tiptap .is-empty:first-child:has(+ [data-mailroom-signature], + [data-quote-view])::before {
    content: attr(data-placeholder);
    float: inline-start;
    height: 0;
    color: ${({ theme }) => theme.colors.neutral500};
    pointer-events: none;
  }
  [data-quote-view] button {
    margin-inline-end: ${({ theme }) => theme.spaces[2]};
    padding: ${({ theme }) => `0 ${theme.spaces[2]}`};
    border: 1px solid ${({ theme }) => theme.colors.neutral200};
    border-radius: ${({ theme }) => theme.borderRadius};
    background: ${({ theme }) => theme.colors.neutral0};
    color: ${({ theme }) => theme.colors.neutral600};
    font-size: ${({ theme }) => theme.fontSizes[1]};
    cursor: pointer;
  }
  [data-quote-view] button:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
  [data-quote-view] iframe {
    display: block;
    width: 100%;
    margin-top: ${({ theme }) => theme.spaces[2]};
    border: 1px solid ${({ theme }) => theme.colors.neutral200};
    border-radius: ${({ theme }) => theme.borderRadius};
  }
`;
