import { ProjectStatus } from '../projects/project.entity.ts';
import { markup, ours, type Markup } from '../lib/markup.ts';
import { hashOf } from '../lib/page-style.ts';
import { counted, PROJECT_LOOKS } from './page-words.ts';
import { summaryOf } from './profile.page.ts';
import type { PublicCreator } from './public-creator.type.ts';

/** How a badge looks: as told, or as the reader's system has it. */
export type BadgeTheme = 'light' | 'dark' | 'auto';

const LIGHT = '.a{fill:#171b22}.b{fill:#fff}.c{fill:#fff}.d{fill:#171b22}.e{stroke:#d3d8e0}';
const DARK = '.a{fill:#dde1e8}.b{fill:#0f1115}.c{fill:#1b1f26}.d{fill:#f1f3f6}.e{stroke:#566070}';
const BADGE_STYLES: Record<BadgeTheme, string> = {
  light: LIGHT,
  dark: DARK,
  auto: `${LIGHT}@media (prefers-color-scheme: dark){${DARK}}`,
};

/** For the policy of the images: no other style, and nothing else at all. */
export const BADGE_STYLE_HASHES = Object.values(BADGE_STYLES).map(hashOf).join(' ');

const STATUS_FILLS: Record<ProjectStatus, string> = {
  [ProjectStatus.FULFILLED]: '#25a561',
  [ProjectStatus.IN_FULFILLMENT]: '#eda020',
  [ProjectStatus.IN_PRODUCTION]: '#98a1af',
};

const BEST_FIRST = [
  ProjectStatus.FULFILLED,
  ProjectStatus.IN_FULFILLMENT,
  ProjectStatus.IN_PRODUCTION,
] as const;

/** "Fulfilled · 3 projects"; who has none yet says how far the others are. */
export function badgeWords({ projects }: PublicCreator): { words: string; status: ProjectStatus } {
  const counts = Map.groupBy(projects, ({ status }) => status);
  const status = BEST_FIRST.find((one) => counts.has(one)) ?? ProjectStatus.IN_PRODUCTION;
  return {
    status,
    words: `${PROJECT_LOOKS[status].word} · ${counted(counts.get(status)?.length ?? 0, 'project')}`,
  };
}

/**
 * A badge for the creator's own site and campaign page. Nothing in it was written by a person. The text is set to a
 * width of our own, since the font is the reader's.
 */
export function badgeSvg(creator: PublicCreator, theme: BadgeTheme): string {
  const { words, status } = badgeWords(creator);
  const [left, width] = [72, Math.round(words.length * 6.3)];
  const whole = left + width + 38;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="28" viewBox="0 0 ${whole} 28" role="img" aria-label="Waybill: ${words}"><title>Waybill: ${words}</title><style>${ours(BADGE_STYLES[theme])}</style><rect class="c e" x=".5" y=".5" width="${whole - 1}" height="27" rx="6"/><path class="a" d="M6.5 0H${left}v28H6.5A6.5 6.5 0 010 21.5v-15A6.5 6.5 0 016.5 0z"/><g font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="12"><text class="b" x="12" y="18.2" font-weight="bold" textLength="48" lengthAdjust="spacingAndGlyphs">Waybill</text><circle cx="${left + 14}" cy="14" r="4" fill="${STATUS_FILLS[status]}"/><text class="d" x="${left + 25}" y="18.2" textLength="${width}" lengthAdjust="spacingAndGlyphs">${words}</text></g></svg>
`.markup;
}

/** What a messenger shows above a shared link, 1200 × 630. */
export function cardSvg(creator: PublicCreator): string {
  const { words, status } = badgeWords(creator);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630" role="img" aria-label="${creator.name}: ${summaryOf(creator)}"><rect width="1200" height="630" fill="#f6f7f9"/><rect width="1200" height="12" fill="#5450d6"/><g font-family="Inter,Segoe UI,Helvetica,Arial,sans-serif" fill="#171b22"><g font-size="76" font-weight="700">${linesOf(creator.name).map(nameLine)}</g><circle cx="96" cy="456" r="18" fill="${STATUS_FILLS[status]}"/><text x="132" y="470" font-size="42" font-weight="600">${words}</text><text x="76" y="560" font-size="30" fill="#5c6573">${summaryOf(creator)}</text></g></svg>
`.markup;
}

function nameLine(line: string, index: number): Markup {
  return markup`<text x="76" y="${190 + index * 92}">${line}</text>`;
}

const LINE = 26;

/** A name in two lines at most; SVG breaks none by itself. */
function linesOf(name: string): string[] {
  const signs = [...name];
  if (signs.length <= LINE) return [name];
  const space = signs.lastIndexOf(' ', LINE);
  const cut = space > 0 ? space : LINE;
  const rest = signs.slice(cut).join('').trim();
  const second = [...rest];
  return [
    signs.slice(0, cut).join(''),
    second.length <= LINE
      ? rest
      : `${second
          .slice(0, LINE - 1)
          .join('')
          .trimEnd()}…`,
  ];
}
