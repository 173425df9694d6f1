import { OrderStatus } from '../orders/order-status.ts';
import { ItemKind } from '../orders/order.type.ts';
import { TrackingStatus } from '../shipments/shipment.enums.ts';
import { linkOf, markup, type Markup, type Part } from '../lib/markup.ts';
import { page } from '../lib/page-frame.ts';
import { webLinksIn } from '../lib/web-links.ts';
import { day, ORDER_SENTENCES, PARCEL_LOOKS, tag } from './page-words.ts';
import type { PublicCode, PublicItem, PublicParcel, PublicPledge, PublicScan } from './public-pledge.type.ts';

/** A backer's own page: what is owed, what has been sent and where it is, the codes, and what is still to come. */
export function pledgePage(pledge: PublicPledge): string {
  const { projectTitle, creatorName, creatorUrl, backerNumber } = pledge;
  const creator = creatorUrl === null ? creatorName : markup`<a href="${creatorUrl}">${creatorName}</a>`;
  return page({
    title: `Your pledge to ${projectTitle}`,
    indexed: false,
    head: markup`<meta name="description" content="What is owed, what is on its way, and what has arrived.">
`,
    main: markup`<header>
<p class="over">${backerNumber === null ? 'Your pledge' : `Backer ${backerNumber.toLocaleString('en-US')}`}, by <bdi>${creator}</bdi></p>
<h1 dir="auto">${projectTitle}</h1>
<p class="lead">${sentenceOf(pledge)}</p>
</header>
${stepsOf(pledge)}
${pledge.parcels.length > 0 && section('parcels', pledge.parcels.length === 1 ? 'Your parcel' : 'Your parcels', markup`<ul class="rows">${pledge.parcels.map(parcel)}</ul>`)}
${pledge.codes.length > 0 && section('codes', 'Your codes', markup`<ul class="rows">${pledge.codes.map(code)}</ul>`)}
${detailsOf(pledge)}`,
    footer: markup`<p>This page is yours: whoever has its link sees what you see here. It shows no name, email or street. If
something is wrong with your pledge, answer any mail about it, or write to the creator where you backed the project.</p>
`,
  });
}

function section(id: string, title: string, body: Part): Markup {
  return markup`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;
}

const isDigital = ({ kind }: PublicItem) => kind === ItemKind.DIGITAL;

function allDelivered({ parcels }: PublicPledge): boolean {
  return (
    parcels.length > 0 && parcels.every(({ trackingStatus }) => trackingStatus === TrackingStatus.DELIVERED)
  );
}

const goesBack = ({ trackingStatus }: PublicParcel) => trackingStatus === TrackingStatus.RETURN_TO_SENDER;

/** Whether the way ends where it turned round: nothing that was sent is on its way to the backer, or there. */
function allGoBack({ status, parcels }: PublicPledge): boolean {
  return status === OrderStatus.FULFILLED && parcels.length > 0 && parcels.every(goesBack);
}

function sentenceOf(pledge: PublicPledge): string {
  const back = returnSentence(pledge);
  if (allGoBack(pledge)) return back;
  return back === '' ? orderSentence(pledge) : `${orderSentence(pledge)} ${back}`;
}

function orderSentence(pledge: PublicPledge): string {
  const { status, items, parcels, codes } = pledge;
  if (items.length > 0 && items.every(isDigital) && parcels.length === 0) {
    if (codes.length > 0 && status !== OrderStatus.CANCELED)
      return 'Your reward is digital: you have it below.';
    // Creators give digital things outside of Waybill, too.
    if (status === OrderStatus.FULFILLED) return 'Your reward is digital.';
    if (STEPS_BEHIND[status] >= 2) return 'Your reward is digital, and still to come.';
  }
  if (status !== OrderStatus.FULFILLED) return ORDER_SENTENCES[status];
  const sent = items.some(isDigital)
    ? 'Everything that goes by post has been sent'
    : 'Everything has been sent';
  return allDelivered(pledge) ? `${sent}, and has arrived.` : `${sent}.`;
}

function returnSentence({ parcels }: PublicPledge): string {
  const back = parcels.filter(goesBack).length;
  if (back === 0) return '';
  const which =
    back === parcels.length
      ? back === 1
        ? 'Your parcel is'
        : 'Your parcels are'
      : back === 1
        ? 'One parcel is'
        : `${back} parcels are`;
  return `${which} going back to the sender.`;
}

const STEPS = ['Survey', 'Address locked', 'Packing', 'Sent', 'Delivered'] as const;

/** How many steps are behind each status. */
const STEPS_BEHIND: Record<OrderStatus, number> = {
  [OrderStatus.SURVEY_NOT_SENT]: 0,
  [OrderStatus.SURVEY_NOT_COMPLETED]: 0,
  [OrderStatus.SURVEY_COMPLETED]: 1,
  [OrderStatus.READY_TO_FULFILL]: 2,
  [OrderStatus.FULFILLMENT_PROCESSING]: 2,
  [OrderStatus.FULFILLMENT_ERRORED]: 2,
  [OrderStatus.PARTIALLY_FULFILLED]: 3,
  [OrderStatus.FULFILLED]: 4,
  [OrderStatus.CANCELED]: 0,
};

/** The way of a parcel; there is none to show where nothing is sent. */
function stepsOf(pledge: PublicPledge): Part {
  const { status, items } = pledge;
  if (status === OrderStatus.CANCELED || (items.length > 0 && items.every(isDigital))) return null;
  const behind =
    allDelivered(pledge) && status === OrderStatus.FULFILLED ? STEPS.length : STEPS_BEHIND[status];
  const turned = allGoBack(pledge);
  const step = (name: string, index: number): Markup => {
    if (index < behind) return markup`<li class="past">${name}<span class="hidden">: done</span></li>`;
    if (index === behind && turned) return markup`<li class="now back" aria-current="step">Going back</li>`;
    return index === behind
      ? markup`<li class="now" aria-current="step">${name}</li>`
      : markup`<li>${name}</li>`;
  };
  return markup`<div class="card"><ol class="steps" aria-label="How far your reward is">${STEPS.map(step)}</ol></div>`;
}

function parcel({ carrierName, trackingNumber, trackingUrl, ...rest }: PublicParcel): Markup {
  const { trackingStatus, shippedAt, acceptedAt, deliveredAt, expectedAt, scans } = rest;
  const ended =
    trackingStatus === TrackingStatus.DELIVERED || trackingStatus === TrackingStatus.RETURN_TO_SENDER;
  const times = [
    shippedAt !== null && timeOf('Sent', shippedAt),
    acceptedAt !== null && timeOf('First scan', acceptedAt),
    deliveredAt !== null && timeOf('Delivered', deliveredAt),
    expectedAt !== null && !ended && timeOf('Expected', expectedAt),
  ];
  const address = linkOf(trackingUrl);
  return markup`<li><div class="parcel">
<div class="head"><h3 dir="auto">${carrierName ?? 'Parcel'}</h3>${tag(PARCEL_LOOKS[trackingStatus])}</div>
${trackingNumber !== null && markup`<p><span class="soft">Tracking number</span> <code>${trackingNumber}</code></p>`}
${times.some(Boolean) && markup`<dl class="dates">${times}</dl>`}
${scansOf(scans)}
${address !== null && markup`<p class="follow">${outside(address, `Follow it at ${carrierName ?? 'the carrier'}`)}</p>`}
</div></li>`;
}

/** The last scan, and the others behind it. */
function scansOf([last, ...earlier]: PublicScan[]): Part {
  if (!last) return null;
  if (earlier.length === 0) return markup`<p class="scan">${scan(last)}</p>`;
  return markup`<details class="scans"><summary>${scan(last)}</summary>
<ol>${earlier.map((one) => markup`<li>${scan(one)}</li>`)}</ol></details>`;
}

function scan({ status, place, at }: PublicScan): Markup {
  return markup`${PARCEL_LOOKS[status].word}${place !== null && markup`, <bdi>${place}</bdi>`}<span class="soft">, ${day(at)}</span>`;
}

function timeOf(what: string, at: string): Markup {
  return markup`<div><dt>${what}</dt><dd>${day(at)}</dd></div>`;
}

function code({ rewardName, instructions, code: text, givenAt }: PublicCode): Markup {
  return markup`<li><div class="parcel">
<div class="head"><h3 dir="auto">${rewardName}</h3><span class="soft">Given ${day(givenAt)}</span></div>
${codeText(text)}
${instructions !== null && markup`<p class="how" dir="auto">${withLinks(instructions)}</p>`}
</div></li>`;
}

function withLinks(text: string): Part[] {
  return webLinksIn(text).map(({ text: words, address }) =>
    address === null ? words : outside(address, words),
  );
}

function outside(address: string, words: string): Markup {
  return markup`<a href="${address}" rel="noopener noreferrer nofollow">${words}</a>`;
}

function codeText(text: string | null): Markup {
  if (text === null)
    return markup`<p>This code cannot be shown right now. Ask the creator for it by answering any mail about your pledge.</p>`;
  const address = /^https?:\/\//i.test(text) ? linkOf(text) : null;
  return markup`<code class="code">${address === null ? text : outside(address, text)}</code>`;
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

function countryName(code: string): string {
  return /^[A-Za-z]{2}$/.test(code) ? (COUNTRIES.of(code.toUpperCase()) ?? code) : code;
}

function detailsOf(pledge: PublicPledge): Part {
  const { items, rewardTitle, country } = pledge;
  const goesTo = items.length > 0 && items.every(isDigital) ? null : country;
  return section(
    'details',
    'Backing details',
    markup`${
      (rewardTitle !== null || goesTo !== null) &&
      markup`<dl class="facts">${rewardTitle !== null && markup`<div><dt>Reward</dt><dd dir="auto">${rewardTitle}</dd></div>`}
${goesTo !== null && markup`<div><dt>Goes to</dt><dd>${countryName(goesTo)}</dd></div>`}</dl>`
    }
${
  items.length === 0
    ? markup`<p class="soft">The creator has not listed the items of your reward yet.</p>`
    : markup`<ul class="rows">${items.map((one) => item(one, pledge))}</ul>`
}`,
  );
}

function item(one: PublicItem, pledge: PublicPledge): Markup {
  const where = whereOf(one, pledge);
  return markup`<li><span dir="auto">${one.quantity > 1 && markup`<span class="times">${one.quantity} &times; </span>`}${one.name}</span>${where !== null && markup`<span class="soft">${where}</span>`}</li>`;
}

/** A parcel does not say what is in it, so of an order that is sent in part no item can be told to be in one. */
function whereOf(one: PublicItem, { status, codes }: PublicPledge): string | null {
  if (status === OrderStatus.CANCELED) return null;
  if (isDigital(one)) {
    if (codes.length > 0) return 'Digital, see your codes';
    return status === OrderStatus.FULFILLED ? 'Digital' : 'Digital, still to come';
  }
  if (status === OrderStatus.FULFILLED) return 'Sent';
  return status === OrderStatus.PARTIALLY_FULFILLED ? 'Sent, or still to come' : 'Still to come';
}
