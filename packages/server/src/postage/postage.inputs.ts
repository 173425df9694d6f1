import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import {
  ContentsType,
  LabelStatus,
  NonDelivery,
  PostageProviderName,
  ScanDeed,
  ServicePreference,
} from './postage.enums.ts';
import { CustomsItem, Label, ParcelPreset, PostageSettings, ScanForm, ScanFound } from './postage.types.ts';

@InputType({ description: 'Where parcels leave from.' })
export class PostageSenderInput {
  @Field(() => String, { description: 'A person’s name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'A company’s.' })
  company?: string | null;

  @Field(() => String, { nullable: true, description: 'Carriers ask for one on parcels that go abroad.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'For the carrier’s questions.' })
  email?: string | null;

  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Floor, unit and the like.' })
  line2?: string | null;

  @Field(() => String, { description: 'City.' })
  city!: string;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  state?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  postalCode?: string | null;

  @Field(() => String, { description: 'Country, as ISO 3166-1 alpha-2.' })
  country!: string;
}

@InputType({ description: 'What every customs declaration says; all of it is replaced.' })
export class CustomsDefaultsInput {
  @Field(() => String, { nullable: true, description: 'Who signs.' })
  signer?: string | null;

  @Field(() => ContentsType, { defaultValue: ContentsType.MERCHANDISE, description: 'What sort of goods.' })
  contentsType!: ContentsType;

  @Field(() => String, { nullable: true, description: 'Of OTHER: what they are.' })
  contentsExplanation?: string | null;

  @Field(() => NonDelivery, {
    defaultValue: NonDelivery.RETURN,
    description: 'What becomes of what cannot be delivered.',
  })
  nonDelivery!: NonDelivery;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the Import One-Stop Shop, such as IM3720000123.',
  })
  iossNumber?: string | null;
}

@InputType({ description: 'A change of postage settings; what is left out stays.' })
export class PostageSettingsInput {
  @Field(() => PostageProviderName, { nullable: true, description: 'Where labels are bought.' })
  provider?: PostageProviderName | null;

  @Field(() => String, { nullable: true, description: 'The provider’s key; an empty text takes it away.' })
  apiKey?: string | null;

  @Field(() => PostageSenderInput, { nullable: true, description: 'Where parcels leave from.' })
  sender?: PostageSenderInput | null;

  @Field(() => CustomsDefaultsInput, { nullable: true, description: 'What customs declarations say.' })
  customs?: CustomsDefaultsInput | null;
}

@ObjectType({ description: 'Answer of what changes postage settings.' })
export class PostageSettingsPayload {
  @Field(() => PostageSettings, { nullable: true, description: 'As they are now.' })
  settings!: PostageSettings | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What was saved but did not work out, such as asking the provider for news of parcels.',
  })
  warnings!: string[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'A box and its weight; of an update, what is left out stays.' })
export class ParcelPresetInput {
  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: 'Length in millimetres, 1 to 3000.' })
  lengthMm?: number | null;

  @Field(() => Int, { nullable: true, description: 'Width in millimetres, 1 to 3000.' })
  widthMm?: number | null;

  @Field(() => Int, { nullable: true, description: 'Height in millimetres, 1 to 3000.' })
  heightMm?: number | null;

  @Field(() => Int, { nullable: true, description: 'Weight of the packed parcel in grams, 1 to 70000.' })
  weightG?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'For orders all of whose physical items are among these SKUs; empty = any.',
  })
  skus?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'For backers of this segment alone; null = any.' })
  segmentId?: string | null;
}

@ObjectType({ description: 'Answer of what changes a preset.' })
export class ParcelPresetPayload {
  @Field(() => ParcelPreset, { nullable: true, description: 'The preset as it is now, or was.' })
  preset!: ParcelPreset | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what changes the order of presets.' })
export class ParcelPresetsPayload {
  @Field(() => [ParcelPreset], { nullable: true, description: 'All presets of the project in their order.' })
  presets!: ParcelPreset[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@InputType({
  description: 'What customs want to know of one SKU; what is left out stays, null takes it away.',
})
export class CustomsItemInput {
  @Field(() => String, { description: 'Which SKU.' })
  sku!: string;

  @Field(() => String, { nullable: true, description: 'What it is, for an officer.' })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its Harmonized System code; dots and spaces do not matter.',
  })
  hsCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it was made, as ISO 3166-1 alpha-2.' })
  originCountry?: string | null;

  @Field(() => Int, { nullable: true, description: 'What one is worth, in hundredths of the currency.' })
  valueCents?: number | null;

  @Field(() => String, { nullable: true, description: 'The currency of its value, as ISO 4217.' })
  currency?: string | null;

  @Field(() => Int, { nullable: true, description: 'What one weighs, in grams.' })
  weightG?: number | null;
}

@ObjectType({ description: 'Answer of what changes customs data.' })
export class CustomsItemPayload {
  @Field(() => CustomsItem, { nullable: true, description: 'As it is now.' })
  customsItem!: CustomsItem | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'Which service is bought.' })
export class LabelServiceInput {
  @Field(() => ServicePreference, {
    defaultValue: ServicePreference.CHEAPEST,
    description: 'By what it is chosen.',
  })
  preference!: ServicePreference;

  @Field(() => String, { nullable: true, description: 'Of EXACT: the carrier, as the provider calls it.' })
  carrier?: string | null;

  @Field(() => String, { nullable: true, description: 'Of EXACT: its service; any when left out.' })
  service?: string | null;
}

@InputType({ description: 'Labels, for whom, in which box and by which service.' })
export class LabelPurchaseInput {
  @Field(() => BackerTarget, { description: 'For whom; the list is frozen when it is planned.' })
  target!: BackerTarget;

  @Field(() => ID, {
    nullable: true,
    description: 'The box of all of them; without it, the first preset that fits each order.',
  })
  presetId?: string | null;

  @Field(() => LabelServiceInput, {
    nullable: true,
    description: 'Which service; the cheapest when left out.',
  })
  service?: LabelServiceInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Other choices for a purchase that waits at its preview; it is planned again.' })
export class LabelPurchaseConfigureInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The box of all of them; null = the first preset that fits.',
  })
  presetId?: string | null;

  @Field(() => LabelServiceInput, { nullable: true, description: 'Which service; the cheapest when null.' })
  service?: LabelServiceInput | null;
}

@InputType({ description: 'Which labels. Everything given must hold.' })
export class LabelFilter {
  @Field(() => ID, { nullable: true, description: 'Of this purchase.' })
  operationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this backer.' })
  backerId?: string | null;

  @Field(() => [LabelStatus], {
    nullable: true,
    description: 'In one of these states; without it, all that were paid or are being paid.',
  })
  status?: LabelStatus[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Of one of these carriers, as the provider calls them.',
  })
  carrier?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether they were printed. False here, in `packed` or in `scanned` leaves out bought labels whose parcel was voided or is to be sent again: nothing is waited for.',
  })
  printed?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they were scanned at the packing table.' })
  packed?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether their carrier has scanned them.' })
  scanned?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Their number or reference begins so.' })
  code?: string | null;
}

@ObjectType({ description: 'What became of one label.' })
export class LabelRefusal {
  @Field(() => ID, { description: 'Which label.' })
  labelId!: string;

  @Field(() => String, { description: 'Why nothing was done, in the provider’s words where it said so.' })
  message!: string;
}

@ObjectType({ description: 'Answer of what changes labels.' })
export class LabelsPayload {
  @Field(() => [Label], { nullable: true, description: 'The labels that were asked for, as they are now.' })
  labels!: Label[] | null;

  @Field(() => [LabelRefusal], { nullable: true, description: 'Those of which nothing could be done.' })
  refused!: LabelRefusal[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what makes scan forms.' })
export class ScanFormsPayload {
  @Field(() => [ScanForm], {
    nullable: true,
    description: 'One a carrier; `problem` stands on those it refused.',
  })
  scanForms!: ScanForm[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'What was scanned.' })
export class ScanShipInput {
  @Field(() => String, {
    nullable: true,
    description: 'The code: a tracking number, a reference, a pledge ID or a backer number.',
  })
  code?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The backer, where the code meant several or there was none.',
  })
  backerId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The number on the parcel, where it was scanned beside the order.',
  })
  trackingNumber?: string | null;
}

@ObjectType({ description: 'What a scan has done.' })
export class ScanShipPayload {
  @Field(() => ScanDeed, { nullable: true, description: 'What; null where nothing could be done.' })
  deed!: ScanDeed | null;

  @Field(() => String, { nullable: true, description: 'The same in a sentence.' })
  said!: string | null;

  @Field(() => ScanFound, { nullable: true, description: 'The order, as it is now.' })
  found!: ScanFound | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what takes a packed parcel back.' })
export class ScanUnpackPayload {
  @Field(() => ScanFound, { nullable: true, description: 'The order, as it is now.' })
  found!: ScanFound | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
