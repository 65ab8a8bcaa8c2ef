/**
 * How the rows of all lists look, as one stylesheet of the list around them. A styled component for each part of each row would
 * work its styles out anew for every row that comes into sight, which is most of what a scrolled row would cost.
 */
import { css } from 'styled-components';

/** As the design system's text is: larger on a small screen, where it is touched. */
const text = css`
  font-size: ${({ theme }) => theme.fontSizes[3]};
  line-height: ${({ theme }) => theme.lineHeights[6]};

  ${({ theme }) => theme.breakpoints.medium} {
    font-size: ${({ theme }) => theme.fontSizes[2]};
    line-height: ${({ theme }) => theme.lineHeights[4]};
  }
`;

const smallText = css`
  color: ${({ theme }) => theme.colors.neutral600};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: ${({ theme }) => theme.lineHeights[3]};
`;

const oneLine = css`
  display: block;
  white-space: nowrap;
  overflow: hidden;
  text-overflow: ellipsis;
`;

const hidden = css`
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  padding: 0;
  border: 0;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

/** The mark of the open row, and the line below each, go over all that the list puts into a row. */
const item = css`
  position: absolute;
  top: 0;
  left: 0;
  width: 100%;
  contain: layout style;
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-left: 3px solid transparent;

  &:has([aria-current='true']) {
    background: ${({ theme }) => theme.colors.primary100};
    border-left-color: ${({ theme }) => theme.colors.primary600};
  }
`;

const link = css`
  position: relative;
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  gap: 2px ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  color: ${({ theme }) => theme.colors.neutral800};
  text-decoration: none;

  &::before {
    content: '';
    position: absolute;
    inset-block: ${({ theme }) => theme.spaces[2]};
    inset-inline-start: 0;
    width: 3px;
    border-radius: 2px;
    background: var(--row-color, transparent);
  }
  &:hover {
    background: ${({ theme }) => theme.colors.neutral100};
  }
  &[aria-current='true'] {
    background: ${({ theme }) => theme.colors.primary100};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

/** Chips have room where the list is as wide as the page. */
const compact = css`
  .row-link {
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) auto auto;
    align-items: center;
    gap: ${({ theme }) => theme.spaces[2]};
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
  }
  .row-chips {
    gap: ${({ theme }) => theme.spaces[1]};
    padding-top: 0;
    flex-wrap: nowrap;
    max-width: 24rem;
    overflow: hidden;
  }
  @container (max-width: 56rem) {
    .row-chips {
      display: none;
    }
  }
`;

/** Looks like the design system's checkbox, and is as easily touched. */
const check = css`
  appearance: none;
  position: relative;
  flex: 0 0 2rem;
  width: 2rem;
  height: 2rem;
  margin: 0;
  border: 1px solid ${({ theme }) => theme.colors.neutral300};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  cursor: pointer;

  &:checked {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary600};
  }
  &:checked::after {
    content: '';
    position: absolute;
    inset: 1px;
    background: ${({ theme }) => theme.colors.neutral0};
    clip-path: polygon(15% 56%, 20% 51%, 39% 69%, 83% 26%, 88% 31%, 39% 79%);
  }
  &::before {
    content: '';
    position: absolute;
    inset: 50% auto auto 50%;
    width: 44px;
    height: 44px;
    transform: translate(-50%, -50%);
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    appearance: auto;
  }
`;

const iconButton = css`
  display: flex;
  align-items: center;
  justify-content: center;
  width: 3.2rem;
  height: 3.2rem;
  padding: 0;
  border: 0;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: none;
  cursor: pointer;

  &:hover {
    background: ${({ theme }) => theme.colors.neutral100};
  }
  &:disabled {
    cursor: default;
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

/** For the element that holds all rows of a list. */
export const rowStyles = css`
  > li {
    ${item}
  }
  .row-link {
    ${link}
  }
  .row-who,
  .row-subject {
    ${text}
    ${oneLine}
  }
  .row-subject,
  .row-snippet,
  .row-chips {
    grid-column: 1 / -1;
  }
  &[data-density='compact'] .row-link > * {
    grid-column: auto;
  }
  [data-unread] {
    font-weight: ${({ theme }) => theme.fontWeights.bold};
  }
  .row-time {
    ${smallText}
    white-space: nowrap;
  }
  .row-snippet,
  .row-note {
    ${smallText}
    ${oneLine}
  }
  .row-chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: ${({ theme }) => theme.spaces[2]};
    padding-top: ${({ theme }) => theme.spaces[1]};
  }
  .row-space {
    flex: 1;
  }
  .row-hidden {
    ${hidden}
  }
  .row-choosable {
    display: flex;
    align-items: stretch;
  }
  .row-choosable > .row-link {
    flex: 1;
    min-width: 0;
  }
  .row-choice {
    display: flex;
    align-items: flex-start;
    padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[2]} 0 ${theme.spaces[3]}`};
  }
  .row-check {
    ${check}
  }
  .row-icon {
    ${iconButton}
    margin-top: ${({ theme }) => theme.spaces[2]};
  }
  &[data-density='compact'] {
    ${compact}
  }
`;
