import type { TeamDetail } from '../../../server/src/api/contracts';
import {
  TEAM_COLOR_NAMES,
  TEAM_COLORS,
  teamColorName,
} from '../../../admin/src/pages/settings/teams/palette';
import {
  moveMember,
  newTeamValues,
  teamValues,
  toTeamInput,
} from '../../../admin/src/pages/settings/teams/team-values';

const agent = (id: number) => ({ id, name: `Agent ${id}`, email: `${id}@example.com`, active: true });
const team: TeamDetail = {
  id: 't',
  name: ' Support ',
  color: '#7B79FF',
  description: 'First line',
  members: [agent(3), agent(1)],
  autoFollow: false,
  openCases: 4,
};

/** WCAG 2.2, relative luminance */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

describe('the palette', () => {
  // neutral0 and neutral100 of the design system's light and dark theme
  const backgrounds = ['#ffffff', '#f6f6f9', '#212134', '#181826'];

  test.each(TEAM_COLOR_NAMES)('%s can be seen in both themes', (name) => {
    for (const background of backgrounds)
      expect(contrast(TEAM_COLORS[name], background)).toBeGreaterThanOrEqual(3);
  });

  test('knows its colours however they are written', () => {
    expect(teamColorName('#7B79FF')).toBe('indigo');
    expect(teamColorName('#123456')).toBeUndefined();
  });
});

describe('a team', () => {
  test('comes back with its members in their order', () => {
    expect(toTeamInput(teamValues(team))).toEqual({
      autoFollow: false,
      name: 'Support',
      color: '#7b79ff',
      description: 'First line',
      members: [3, 1],
    });
  });

  test('takes a colour that no other has', () => {
    expect(newTeamValues([team]).color).toBe(TEAM_COLORS.blue);
    const all = TEAM_COLOR_NAMES.map((name) => ({ ...team, color: TEAM_COLORS[name] }));
    expect(TEAM_COLOR_NAMES.map((name) => TEAM_COLORS[name])).toContain(newTeamValues(all).color);
  });
});

describe('moving a member', () => {
  test('goes one place up or down', () => {
    expect(moveMember([1, 2, 3], 3, -1)).toEqual([1, 3, 2]);
    expect(moveMember([1, 2, 3], 1, 1)).toEqual([2, 1, 3]);
  });

  test('stops at the ends, and for strangers', () => {
    expect(moveMember([1, 2], 1, -1)).toEqual([1, 2]);
    expect(moveMember([1, 2], 2, 1)).toEqual([1, 2]);
    expect(moveMember([1, 2], 9, 1)).toEqual([1, 2]);
  });
});
