import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import {
  ContentsType,
  LabelStatus,
  NonDelivery,
  PostageProviderName,
  ScanAction,
  ScanMatch,
  ServicePreference,
} from './postage.enums.ts';

@ObjectType({ description: 'Where parcels leave from, and where they come back to.' })
export class PostageSender {
  @Field(() => String, { description: 'A person’s name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'A company’s.' })
  company!: string | null;

  @Field(() => String, { nullable: true, description: 'Carriers ask for one on parcels that go abroad.' })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: 'For the carrier’s questions.' })
  email!: string | null;

  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Floor, unit and the like.' })
  line2!: string | null;

  @Field(() => String, { description: 'City.' })
  city!: string;

  @Field(() => String, { nullable: true, description: 'State or province, where addresses have one.' })
  state!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, where addresses have one.' })
  postalCode!: string | null;

  @Field(() => String, { description: 'Country, as ISO 3166-1 alpha-2.' })
  country!: string;
}

@ObjectType({ description: 'What every customs declaration of a project says.' })
export class CustomsDefaults {
  @Field(() => String, { nullable: true, description: 'Who signs; required where customs are passed.' })
  signer!: string | null;

  @Field(() => ContentsType, { description: 'What sort of goods.' })
  contentsType!: ContentsType;

  @Field(() => String, { nullable: true, description: 'Of OTHER: what they are.' })
  contentsExplanation!: string | null;

  @Field(() => NonDelivery, { description: 'What becomes of what cannot be delivered.' })
  nonDelivery!: NonDelivery;

  @Field(() => String, {
    nullable: true,
    description:
      'Number of the Import One-Stop Shop: stated on parcels into the European Union of up to 150 €, whose tax was paid with the pledge.',
  })
  iossNumber!: string | null;
}

@ObjectType({ description: 'Where a project buys its labels, and what stands on them.' })
export class PostageSettings {
  @Field(() => PostageProviderName, { description: 'Where labels are bought.' })
  provider!: PostageProviderName;

  @Field(() => Boolean, { description: 'Whether a key of the provider is kept, sealed; it is never shown.' })
  hasKey!: boolean;

  @Field(() => PostageSender, {
    nullable: true,
    description: 'Where parcels leave from; null until somebody said.',
  })
  sender!: PostageSender | null;

  @Field(() => CustomsDefaults, { description: 'What customs declarations say.' })
  customs!: CustomsDefaults;

  @Field(() => Boolean, {
    description:
      'Whether the provider knows where to send news of parcels; without them nothing becomes Fulfilled.',
  })
  hearsOfParcels!: boolean;

  @Field(() => [String], {
    description: 'What is missing before a label can be bought, in sentences; empty when nothing is.',
  })
  missing!: string[];
}

@ObjectType({ description: 'A packed parcel as it is handed over: box and weight, and for which orders.' })
export class ParcelPreset {
  @Field(() => ID, { description: 'Key of the preset.' })
  id!: string;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => Int, { description: 'Its place: the first preset that fits an order is taken.' })
  position!: number;

  @Field(() => Int, { description: 'Length of the box in millimetres.' })
  lengthMm!: number;

  @Field(() => Int, { description: 'Width in millimetres.' })
  widthMm!: number;

  @Field(() => Int, { description: 'Height in millimetres.' })
  heightMm!: number;

  @Field(() => Int, { description: 'Weight of the packed parcel in grams, box included.' })
  weightG!: number;

  @Field(() => [String], {
    description: 'It fits orders all of whose physical items are among these SKUs; empty = any order.',
  })
  skus!: string[];

  @Field(() => ID, { nullable: true, description: 'It fits backers of this segment alone; null = any.' })
  segmentId!: string | null;
}

@ObjectType({ description: 'What customs want to know of an item of a project.' })
export class CustomsItem {
  @Field(() => String, { description: 'Its SKU.' })
  sku!: string;

  @Field(() => String, { description: 'Its name in the orders.' })
  name!: string;

  @Field(() => Int, { description: 'How many orders hold it.' })
  orders!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What it is, for an officer; the name where it is left out.',
  })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Its Harmonized System code, 6 to 10 digits.' })
  hsCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it was made, as ISO 3166-1 alpha-2.' })
  originCountry!: string | null;

  @Field(() => Int, { nullable: true, description: 'What one is worth, in hundredths of the currency.' })
  valueCents!: number | null;

  @Field(() => String, { description: 'The currency of its value, as ISO 4217.' })
  currency!: string;

  @Field(() => Int, { nullable: true, description: 'What one weighs, in grams.' })
  weightG!: number | null;

  @Field(() => [String], {
    description:
      'Fields without which no parcel that holds it passes customs: hsCode, originCountry, valueCents, weightG.',
  })
  missing!: string[];
}

@ObjectType({ description: 'A label: asked for, paid, printed, handed over, or given back.' })
export class Label {
  @Field(() => ID, { description: 'Key of the label.' })
  id!: string;

  backerId!: string;
  projectId!: string;
  creatorId!: string;
  shipmentId!: string | null;

  @Field(() => ID, { description: 'The purchase it belongs to.' })
  operationId!: string;

  @Field(() => LabelStatus, { description: 'How far it is.' })
  status!: LabelStatus;

  @Field(() => PostageProviderName, { description: 'Whose it is.' })
  provider!: PostageProviderName;

  @Field(() => String, { description: 'What the provider knows it by.' })
  reference!: string;

  @Field(() => String, { nullable: true, description: 'Its carrier, as the provider calls it.' })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: 'The carrier’s service.' })
  service!: string | null;

  @Field(() => Int, { nullable: true, description: 'Its price, in hundredths of the currency.' })
  priceCents!: number | null;

  @Field(() => String, { nullable: true, description: 'The currency of its price, as ISO 4217.' })
  currency!: string | null;

  @Field(() => Int, { nullable: true, description: 'Days the carrier expects to take.' })
  deliveryDays!: number | null;

  @Field(() => String, { nullable: true, description: 'Its number, once it is paid.' })
  trackingNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'What the provider said when it refused something.' })
  problem!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was paid.' })
  boughtAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last printed.' })
  printedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the parcel was scanned at the packing table.' })
  packedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who scanned it there.' })
  packedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When its refund was asked for.' })
  voidRequestedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was refunded.' })
  voidedAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'The scan form it stands on.' })
  scanFormId!: string | null;
}

@ObjectType({ description: 'A carrier’s form for all parcels of one hand-over: one scan takes them all in.' })
export class ScanForm {
  @Field(() => ID, { description: 'Key of the form.' })
  id!: string;

  projectId!: string;

  @Field(() => String, { nullable: true, description: 'Its carrier, as the provider calls it.' })
  carrier!: string | null;

  @Field(() => Int, { description: 'How many labels stand on it.' })
  labels!: number;

  @Field(() => String, { nullable: true, description: 'Why there is no form, in the provider’s words.' })
  problem!: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;
}

@ObjectType({ description: 'Labels of one carrier and service in a purchase.' })
export class PostageServiceTotal {
  @Field(() => String, { description: 'The carrier, as the provider calls it.' })
  carrier!: string;

  @Field(() => String, { description: 'Its service.' })
  service!: string;

  @Field(() => String, { description: 'Currency, as ISO 4217.' })
  currency!: string;

  @Field(() => Int, { description: 'How many labels.' })
  labels!: number;

  @Field(() => Int, { description: 'What they cost together, in hundredths of the currency.' })
  cents!: number;
}

@ObjectType({ description: 'What the labels of a purchase cost in one currency.' })
export class PostageCurrencyTotal {
  @Field(() => String, { description: 'Currency, as ISO 4217.' })
  currency!: string;

  @Field(() => Int, { description: 'How many labels.' })
  labels!: number;

  @Field(() => Int, { description: 'What they cost together, in hundredths of the currency.' })
  cents!: number;
}

@ObjectType({ description: 'Box and service that were chosen for a purchase of labels.' })
export class LabelChoice {
  @Field(() => ID, {
    nullable: true,
    description: 'The box of all of them; null: the first preset that fits each order.',
  })
  presetId!: string | null;

  @Field(() => ServicePreference, { description: 'By what the service is chosen.' })
  preference!: `${ServicePreference}`;

  @Field(() => String, { nullable: true, description: 'Of EXACT: the carrier.' })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: 'Of EXACT: its service; null for any.' })
  service!: string | null;
}

@ObjectType({ description: 'What a purchase of labels costs, or did.' })
export class PostageTotals {
  @Field(() => Int, { description: 'How many labels.' })
  labels!: number;

  @Field(() => Int, {
    description:
      'All prices added up, in hundredths: what `operationApply` wants as `confirmTotal`. Where there is more than one currency it is a check, not an amount.',
  })
  totalCents!: number;

  @Field(() => [PostageCurrencyTotal], { description: 'By currency.' })
  currencies!: PostageCurrencyTotal[];

  @Field(() => [PostageServiceTotal], { description: 'By carrier and service, the dearest first.' })
  services!: PostageServiceTotal[];
}

@ObjectType({ description: 'How many labels of a project stand where.' })
export class PostageCounts {
  @Field(() => ID, { description: 'The project.' })
  projectId!: string;

  @Field(() => Int, {
    description: 'Paid and not given back; those whose parcel was voided or is to be sent again among them.',
  })
  bought!: number;

  @Field(() => Int, {
    description:
      'Of these, not printed yet. Only what counts is waited for: without those whose parcel was voided or is to be sent again.',
  })
  unprinted!: number;

  @Field(() => Int, {
    description: 'Of those that count, not scanned at the packing table and not by the carrier.',
  })
  unpacked!: number;

  @Field(() => Int, { description: 'Of those that count, packed or not, without the carrier’s first scan.' })
  unscanned!: number;

  @Field(() => Int, { description: 'Of all that are bought, scanned by the carrier.' })
  scanned!: number;

  @Field(() => Int, { description: 'Refunds asked for and not yet granted.' })
  voiding!: number;

  @Field(() => Int, {
    description: 'Purchases of which it is not known what became of them; the provider is being asked.',
  })
  inDoubt!: number;
}

@ObjectType({ description: 'What is put into a parcel at the packing table.' })
export class ScanItem {
  @Field(() => String, { nullable: true, description: 'The SKU; null where the source gives none.' })
  sku!: string | null;

  @Field(() => String, { description: 'What it is.' })
  name!: string;

  @Field(() => Int, { description: 'How many of it.' })
  quantity!: number;
}

@ObjectType({ description: 'An order that a scanned code means, and what can be done with it.' })
export class ScanFound {
  @Field(() => ScanMatch, { description: 'What the code was.' })
  matchedBy!: ScanMatch;

  backerId!: string;
  labelId!: string | null;

  @Field(() => ScanAction, { description: 'What `scanShip` would do.' })
  action!: ScanAction;

  @Field(() => String, { description: 'The same in a sentence: what would happen, or why nothing can.' })
  why!: string;

  @Field(() => [ScanItem], {
    nullable: true,
    description:
      'What goes into the parcel: the physical items that no other parcel on its way holds. Null for a token that may not read backers.',
  })
  items!: ScanItem[] | null;
}

@ObjectType({ description: 'What a scanned code means.' })
export class ScanLookup {
  @Field(() => String, { description: 'The code as it was read: without spaces at its ends.' })
  code!: string;

  @Field(() => [ScanFound], {
    description: 'Usually one order; none where nobody has the code, several where it means more than one.',
  })
  found!: ScanFound[];
}
