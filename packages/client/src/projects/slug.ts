/** Longest address part of a project. */
const longest = 60;

/** A title as an address part: "Lantern: a cosy game!" → "lantern-a-cosy-game". Empty where no letter or digit of a–z is left. */
export function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}
