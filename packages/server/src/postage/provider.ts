/** An address as a carrier wants it. */
export interface PostageAddress {
  name: string;
  company: string | null;
  phone: string | null;
  email: string | null;
  line1: string;
  line2: string | null;
  city: string;
  state: string | null;
  postalCode: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** A packed parcel: box and contents. */
export interface ParcelBox {
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  weightG: number;
}

/** One line of a customs declaration; value and weight are those of the whole line. */
export interface CustomsLine {
  sku: string;
  description: string;
  quantity: number;
  valueCents: number;
  currency: string;
  weightG: number;
  hsCode: string;
  originCountry: string;
}

export interface CustomsDeclaration {
  contentsType: string;
  contentsExplanation: string | null;
  nonDelivery: 'return' | 'abandon';
  signer: string;
  /** The exemption from export filing that leaves the United States; null elsewhere. */
  exportCode: string | null;
  /** The Import One-Stop Shop number, where the tax is paid through it. */
  ioss: string | null;
  lines: CustomsLine[];
}

/** What a provider is asked to price and may be asked to send. */
export interface ShipmentWish {
  /** Ours, of this order, box and address: a shipment whose answer was lost is found by it. */
  reference: string;
  from: PostageAddress;
  to: PostageAddress;
  parcel: ParcelBox;
  customs: CustomsDeclaration | null;
}

/** One price of one service. */
export interface Rate {
  id: string;
  carrier: string;
  service: string;
  priceCents: number;
  currency: string;
  deliveryDays: number | null;
}

/** What a paid shipment has. */
export interface BoughtLabel {
  rate: Rate;
  trackingNumber: string;
  trackerId: string | null;
  labelUrl: string;
}

export type RefundState = 'NONE' | 'SUBMITTED' | 'REFUNDED' | 'REJECTED';

/** A shipment as the provider has it. */
export interface ProviderShipment {
  id: string;
  rates: Rate[];
  /** What carriers said that gave no rate. */
  messages: string[];
  /** Null until it is paid. */
  label: BoughtLabel | null;
  refund: RefundState;
}

export interface ProviderScanForm {
  id: string;
  /** Null while the provider is still making it. */
  url: string | null;
}

/**
 * Why a provider did not do what it was asked.
 * - REFUSED: it said no to this one; asking the same again is useless.
 * - ALREADY_DONE: the shipment is paid, or its refund asked for, already.
 * - RATE_EXPIRED: the price no longer holds; there are new ones to be had.
 * - KEY: the key is wrong or may not do this.
 * - AWAY: nothing reached it, or it took nothing on; the same may be asked again.
 * - UNKNOWN: it broke off after it was asked, so it may have done it.
 */
export type ProviderTrouble = 'REFUSED' | 'ALREADY_DONE' | 'RATE_EXPIRED' | 'KEY' | 'AWAY' | 'UNKNOWN';

export class ProviderError extends Error {
  override name = 'ProviderError';

  constructor(
    readonly trouble: ProviderTrouble,
    /** The provider's own words, for the person who can mend it. */
    message: string,
    /** Its own code of what is wrong, such as `ADDRESS.VERIFY.FAILURE`. */
    readonly code: string | null = null,
  ) {
    super(message);
  }

  /** The same may be asked again later, by whoever runs the job. */
  get passing(): boolean {
    return this.trouble === 'AWAY';
  }

  get notFound(): boolean {
    return this.code === 'NOT_FOUND';
  }

  get aboutAddress(): boolean {
    return /ADDRESS/.test(this.code ?? '');
  }
}

/**
 * Whoever sells labels. A shipment is made and priced first and costs nothing; paying is by its id, which can be done
 * once. All methods throw `ProviderError`.
 */
export interface PostageProvider {
  /** Makes a shipment with its prices. Made twice it is two, of which one is never paid. */
  create(wish: ShipmentWish): Promise<ProviderShipment>;
  /** Fresh prices of a shipment that is not paid. */
  rerate(id: string): Promise<ProviderShipment>;
  /** Pays. Never tried again by itself: whoever does looks first. */
  buy(id: string, rateId: string): Promise<ProviderShipment>;
  /** @param id the provider's, or our reference; @returns null where there is none */
  retrieve(id: string): Promise<ProviderShipment | null>;
  /** Asks for the money back. */
  refund(id: string): Promise<RefundState>;
  /** One form for parcels of one carrier that are handed over together. */
  createScanForm(ids: readonly string[]): Promise<ProviderScanForm>;
  retrieveScanForm(id: string): Promise<ProviderScanForm>;
  /** Has news of parcels sent to an address of ours, signed with a secret. */
  registerWebhook(url: string, secret: string): Promise<void>;
  /** The bytes of a label or a form. @throws ProviderError REFUSED when the address is none of this provider's */
  download(url: string): Promise<Uint8Array>;
}
