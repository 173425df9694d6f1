import { profileUrl } from './public-addresses.ts';
import type { PublicCreator } from './public-creator.type.ts';

/** The profile for programs; the shares are the ones of the page, to four digits. */
export function profileJson(
  { slug, name, about, fulfilledProjects, projects }: PublicCreator,
  publicUrl: string,
) {
  const share = (value: number | null) => (value === null ? null : Math.floor(value * 10_000) / 10_000);
  return {
    slug,
    name,
    about,
    url: profileUrl(publicUrl, slug),
    fulfilledProjects,
    projects: projects.map(({ evidence, ...project }) => ({
      slug: project.slug,
      title: project.title,
      status: project.status,
      shippingSince: project.shippingSince,
      fulfilledAt: project.fulfilledAt,
      evidence: {
        marked: share(evidence.marked),
        confirmed: share(evidence.confirmed),
        delivered: share(evidence.delivered),
        at: evidence.at,
      },
    })),
  };
}
