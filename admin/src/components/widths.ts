/** How wide pages and what is read on them become at most. Narrow screens never notice. */
import { Page } from '@strapi/strapi/admin';
import { styled } from 'styled-components';

/** What is read and written, in the middle of the room that it has: longer lines are hard to follow. */
export const ReadingWidth = styled.div`
  width: 100%;
  max-width: 96rem;
  margin-inline: auto;
`;

/** The main part of a page of forms, tables and charts: on a very wide screen, ends of a line that belong together stay together. */
export const PageMain = styled(Page.Main)`
  max-width: 160rem;
`;
