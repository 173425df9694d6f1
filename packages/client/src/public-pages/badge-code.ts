export type BadgeTheme = 'auto' | 'light' | 'dark';

export const themes: readonly { value: BadgeTheme; label: string }[] = [
  { value: 'auto', label: 'As the reader has it' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** What to paste into another site; `path` shows the same badge here. */
export function badgeCode(profileUrl: string, name: string, theme: BadgeTheme) {
  const badge = `${profileUrl}/badge.svg${theme === 'auto' ? '' : `?theme=${theme}`}`;
  const words = `${name} on Waybill`;
  const text = words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return {
    path: badge.slice(new URL(badge).origin.length),
    html: `<a href="${profileUrl}"><img src="${badge}" alt="${text}" height="28"></a>`,
    markdown: `[![${words.replace(/[[\]\\]/g, '\\$&')}](${badge})](${profileUrl})`,
  };
}
