import type { SimulatedCarrier } from './tracking-codes.ts';
import { isEuropean, isNear } from './zones.ts';

/** What is asked of a price list. */
export interface Freight {
  from: string;
  to: string;
  /** As packed. */
  ounces: number;
  /** Inches; null where the parcel is a carrier's own box. */
  size: readonly [number, number, number] | null;
  /** 1 to 8 within the United States, else null. */
  zone: number | null;
}

export interface Offer {
  carrier: SimulatedCarrier;
  service: string;
  /** In the currency of where it is sent from. */
  cents: number;
  currency: string;
  days: number | null;
  guaranteed: boolean;
}

/** Why a carrier offers nothing, in its own words. */
export interface Declined {
  carrier: SimulatedCarrier;
  message: string;
}

const POUND = 16;
/** What USPS and, for what we sell, everybody carries at most: 70 pounds. */
const HEAVIEST_OUNCES = 70 * POUND;

/**
 * Prices near those that small senders get in 2026: none is a carrier's tariff. What matters is that they rise with
 * weight and distance, differ between carriers, and are the same for the same parcel.
 */
export function offers(freight: Freight): { offers: Offer[]; declined: Declined[] } {
  const list = PRICE_LIST.filter((line) => line.sells(freight));
  if (freight.ounces > HEAVIEST_OUNCES) {
    const carriers = [...new Set(list.map(({ carrier }) => carrier))];
    const message = `Package weight of ${(freight.ounces / POUND).toFixed(1)} lb exceeds the maximum of 70 lb.`;
    return { offers: [], declined: carriers.map((carrier) => ({ carrier, message })) };
  }
  const currency = CURRENCIES[freight.from] ?? (isEuropean(freight.from) ? 'EUR' : 'USD');
  return {
    offers: list.map(({ carrier, service, price, days, guaranteed }) => ({
      carrier,
      service,
      cents: Math.round(price(freight, billedPounds(freight)) * 100),
      currency,
      days: days(freight),
      guaranteed: guaranteed ?? false,
    })),
    declined: [],
  };
}

const CURRENCIES: Readonly<Record<string, string>> = { US: 'USD', CA: 'CAD', GB: 'GBP' };

/** Large and light is charged as if it weighed a pound for every 166 cubic inches. */
function billedPounds({ ounces, size }: Freight): number {
  const volume = size ? size[0] * size[1] * size[2] : 0;
  return Math.max(ounces / POUND, volume > 1728 ? volume / 166 : 0);
}

interface Line {
  carrier: SimulatedCarrier;
  service: string;
  sells: (freight: Freight) => boolean;
  price: (freight: Freight, pounds: number) => number;
  days: (freight: Freight) => number | null;
  guaranteed?: boolean;
}

const withinUs = ({ from, to }: Freight) => from === 'US' && to === 'US';
const fromUs = ({ from, to }: Freight) => from === 'US' && to !== 'US';
const within = (country: string) => (freight: Freight) => freight.from === country && freight.to === country;
const abroad = ({ from, to }: Freight) => from !== to;
const zoneOf = ({ zone }: Freight) => zone ?? 5;
const near = ({ from, to }: Freight) => isNear(from, to);

const PRICE_LIST: readonly Line[] = [
  {
    carrier: 'USPS',
    service: 'GroundAdvantage',
    sells: withinUs,
    price: (freight, pounds) =>
      freight.ounces < POUND
        ? 3.85 + 0.11 * freight.ounces + 0.19 * zoneOf(freight)
        : 5.4 + (0.42 + 0.21 * zoneOf(freight)) * pounds,
    days: (freight) => (zoneOf(freight) < 4 ? 2 : zoneOf(freight) < 7 ? 4 : 5),
  },
  {
    carrier: 'USPS',
    service: 'Priority',
    sells: withinUs,
    price: (freight, pounds) => 6.9 + (0.55 + 0.38 * zoneOf(freight)) * Math.max(1, pounds),
    days: (freight) => (zoneOf(freight) < 3 ? 1 : zoneOf(freight) < 6 ? 2 : 3),
  },
  {
    carrier: 'USPS',
    service: 'Express',
    sells: withinUs,
    price: (freight, pounds) => 25.8 + (1.2 + 0.9 * zoneOf(freight)) * Math.max(1, pounds),
    days: (freight) => (zoneOf(freight) < 6 ? 1 : 2),
    guaranteed: true,
  },
  {
    carrier: 'UPS',
    service: 'Ground',
    sells: withinUs,
    price: (freight, pounds) => 8.15 + (0.33 + 0.24 * zoneOf(freight)) * Math.max(1, pounds),
    days: (freight) => Math.min(5, Math.ceil(zoneOf(freight) / 1.6)),
  },
  {
    carrier: 'UPS',
    service: '2ndDayAir',
    sells: withinUs,
    price: (freight, pounds) => 15.9 + (0.9 + 0.62 * zoneOf(freight)) * Math.max(1, pounds),
    days: () => 2,
    guaranteed: true,
  },
  {
    carrier: 'FedEx',
    service: 'FEDEX_GROUND',
    sells: withinUs,
    price: (freight, pounds) => 8.4 + (0.35 + 0.25 * zoneOf(freight)) * Math.max(1, pounds),
    days: (freight) => Math.min(5, Math.ceil(zoneOf(freight) / 1.6)),
  },
  {
    carrier: 'FedEx',
    service: 'FEDEX_2_DAY',
    sells: withinUs,
    price: (freight, pounds) => 17.1 + (0.95 + 0.66 * zoneOf(freight)) * Math.max(1, pounds),
    days: () => 2,
    guaranteed: true,
  },
  {
    carrier: 'USPS',
    service: 'FirstClassPackageInternationalService',
    sells: (freight) => fromUs(freight) && freight.ounces <= 4 * POUND,
    price: (freight) => (near(freight) ? 12.2 : 15.4) + 0.46 * freight.ounces,
    days: (freight) => (near(freight) ? 8 : 12),
  },
  {
    carrier: 'USPS',
    service: 'PriorityMailInternational',
    sells: fromUs,
    price: (freight, pounds) => (near(freight) ? 34.9 : 44.2) + (near(freight) ? 3.9 : 6.4) * pounds,
    days: (freight) => (near(freight) ? 6 : 8),
  },
  {
    carrier: 'AsendiaUsa',
    service: 'ePAQPlus',
    sells: (freight) => fromUs(freight) && freight.ounces <= 4.4 * POUND,
    price: (freight) => (near(freight) ? 10.1 : 13.2) + 0.4 * freight.ounces,
    days: () => 11,
  },
  {
    carrier: 'RoyalMail',
    service: 'Tracked48',
    sells: within('GB'),
    price: (_, pounds) => 3.1 + 0.6 * pounds,
    days: () => 2,
  },
  {
    carrier: 'RoyalMail',
    service: 'Tracked24',
    sells: within('GB'),
    price: (_, pounds) => 3.9 + 0.7 * pounds,
    days: () => 1,
  },
  {
    carrier: 'CanadaPost',
    service: 'ExpeditedParcel',
    sells: within('CA'),
    price: (_, pounds) => 11.4 + 1.3 * pounds,
    days: () => 4,
  },
  {
    carrier: 'DPD',
    service: 'DPDCLASSIC',
    sells: ({ from, to }) => isEuropean(from) && isEuropean(to),
    price: (freight, pounds) => (freight.from === freight.to ? 5.2 : 11.6) + 0.55 * pounds,
    days: (freight) => (freight.from === freight.to ? 2 : 4),
  },
  {
    carrier: 'DHLExpress',
    service: 'ExpressWorldwideNonDoc',
    sells: abroad,
    price: (freight, pounds) => (near(freight) ? 31.5 : 42.8) + 5.6 * Math.max(1, pounds),
    days: (freight) => (near(freight) ? 2 : 4),
    guaranteed: true,
  },
  {
    carrier: 'DHLExpress',
    service: 'ExpressEasy',
    sells: ({ from, to }) => from === to && from !== 'US',
    price: (_, pounds) => 14.2 + 1.1 * pounds,
    days: () => 2,
  },
];
