import { ProjectStatus } from '../projects/project.entity.ts';
import { dataBlock, markup, type Markup } from '../lib/markup.ts';
import { page } from '../lib/page-frame.ts';
import { counted, day, dayWords, percentWords, PROJECT_LOOKS, tag } from './page-words.ts';
import { profileUrl } from './public-addresses.ts';
import type { PublicCreator, PublicProject } from './public-creator.type.ts';

/** A creator's profile: what it has published, how far that is, and what the word Fulfilled rests on. */
export function profilePage(creator: PublicCreator, publicUrl: string): string {
  const { name, about, projects } = creator;
  return page({
    title: `${name}: fulfillment`,
    indexed: true,
    head: headOf(creator, publicUrl),
    main: markup`<header>
<p class="over">Creator</p>
<h1 dir="auto">${name}</h1>
${about !== null && markup`<p class="about" dir="auto">${about}</p>`}
</header>
<p class="count">${summaryOf(creator)}</p>
${projects.map(projectCard)}`,
    footer: markup`<p>Fulfilled means that more than half of a project&rsquo;s orders have been sent; the line in the first bar is that half.
The creator marks orders, carriers confirm parcels by scanning them.</p>
`,
  });
}

/** "2 of 3 published projects are Fulfilled." */
export function summaryOf({ projects, fulfilledProjects }: PublicCreator): string {
  if (projects.length === 1)
    return fulfilledProjects === 1 ? '1 published project, Fulfilled.' : '1 published project.';
  if (fulfilledProjects === 0) return `${counted(projects.length, 'published project')}.`;
  return `${fulfilledProjects} of ${counted(projects.length, 'published project')} ${fulfilledProjects === 1 ? 'is' : 'are'} Fulfilled.`;
}

function projectCard(project: PublicProject): Markup {
  const { title, status, shippingSince, fulfilledAt, evidence } = project;
  return markup`<article class="card">
<div class="head"><h2 dir="auto">${title}</h2>${tag(PROJECT_LOOKS[status])}</div>
<dl class="proof">
${proof('Orders marked as fulfilled', evidence.marked, true)}
${proof('Parcels scanned by a carrier', evidence.confirmed)}
${proof('Parcels delivered', evidence.delivered)}
</dl>
<dl class="dates">
${shippingSince !== null && date('Shipping since', shippingSince)}
${status === ProjectStatus.FULFILLED && fulfilledAt !== null && date('Fulfilled on', fulfilledAt)}
${date('Numbers as of', evidence.at)}
</dl>
</article>
`;
}

function proof(what: string, share: number | null, majority = false): Markup {
  if (share === null) return markup`<div><dt>${what}</dt><dd class="soft">none recorded</dd></div>`;
  // Widths as attributes: a style attribute is what the page's policy forbids.
  return markup`<div><dt>${what}</dt><dd><b>${percentWords(share)}</b></dd>
<dd class="bar"><svg aria-hidden="true"><rect class="track" width="100%" height="8"/><rect class="fill" width="${(share * 100).toFixed(2)}%" height="8"/>${majority && markup`<rect class="line" x="50%" width="2" height="8"/>`}</svg></dd></div>`;
}

function date(what: string, at: string): Markup {
  return markup`<div><dt>${what}</dt><dd>${day(at)}</dd></div>`;
}

/** What others show of the page: search engines, messengers, feeds. */
function headOf(creator: PublicCreator, publicUrl: string): Markup {
  const { slug, name, about } = creator;
  const address = profileUrl(publicUrl, slug);
  const description = (about ?? `${name}: ${summaryOf(creator)}`).replaceAll(/\s+/g, ' ').slice(0, 200);
  return markup`<meta name="description" content="${description}">
<link rel="canonical" href="${address}">
<link rel="alternate" type="application/json" href="${address}/profile.json">
<meta property="og:type" content="profile">
<meta property="og:site_name" content="Waybill">
<meta property="og:title" content="${name}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${address}">
<meta property="og:image" content="${address}/card.svg">
<meta property="og:image:type" content="image/svg+xml">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="${name}: ${summaryOf(creator)}">
<meta name="twitter:card" content="summary_large_image">
${dataBlock('application/ld+json', linkedData(creator, address))}
`;
}

function linkedData({ name, about, projects }: PublicCreator, url: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'ProfilePage',
    url,
    mainEntity: { '@type': 'Organization', name, url, ...(about !== null && { description: about }) },
    hasPart: projects.map(({ title, status, fulfilledAt }) => ({
      '@type': 'CreativeWork',
      name: title,
      creativeWorkStatus: PROJECT_LOOKS[status].word,
      ...(status === ProjectStatus.FULFILLED &&
        fulfilledAt !== null && { description: `Fulfilled on ${dayWords(fulfilledAt)}` }),
    })),
  };
}
