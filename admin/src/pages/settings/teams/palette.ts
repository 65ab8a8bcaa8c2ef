/**
 * The colours a team can have. Each keeps a contrast of 3:1 (WCAG 1.4.11) against the panel's backgrounds in both
 * themes, because the colour is stored once and shown in either.
 */
export const TEAM_COLORS = {
  indigo: '#7b79ff',
  blue: '#3a8fc8',
  teal: '#1a8f8a',
  green: '#3f9a57',
  amber: '#c27c0e',
  red: '#ee5e52',
  pink: '#d6569f',
  purple: '#ac73e6',
} as const;

export type TeamColorName = keyof typeof TEAM_COLORS;

export const TEAM_COLOR_NAMES = Object.keys(TEAM_COLORS) as readonly TeamColorName[];

/** The name of a stored colour, or undefined for one that is not in the palette. */
export const teamColorName = (hex: string): TeamColorName | undefined =>
  TEAM_COLOR_NAMES.find((name) => TEAM_COLORS[name] === hex.toLowerCase());
