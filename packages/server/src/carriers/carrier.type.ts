import { Field, Float, ID, ObjectType } from 'type-graphql';

@ObjectType('Carrier', {
  description: 'A carrier that Waybill knows: it can link to its tracking page and doubt its numbers.',
})
export class CarrierType {
  @Field(() => ID, { description: 'Its slug; never changes.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;
}

@ObjectType('CarrierGuess', {
  description: 'A guess at the carrier from the number alone; a suggestion, never a fact.',
})
export class CarrierGuessType {
  @Field(() => CarrierType, { description: 'Whose number it most likely is.' })
  carrier!: CarrierType;

  @Field(() => Float, { description: 'How far the number speaks for it, 0 to 1.' })
  confidence!: number;

  @Field(() => String, { nullable: true, description: 'Its tracking page for this number.' })
  trackingUrl!: string | null;

  @Field(() => [CarrierType], { description: 'Others that write such numbers too, the likelier first.' })
  alternatives!: CarrierType[];
}
