import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { ProjectStatus } from '../projects/project.entity.ts';

@ObjectType({
  description:
    'What a published project’s status rests on, as shares: how many orders or parcels there are is not told.',
})
export class PublicEvidence {
  @Field(() => Float, { description: 'Orders the creator has marked fulfilled, of all that count: 0 to 1.' })
  marked!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Parcels that a carrier has scanned, of all recorded: 0 to 1; null while none is recorded.',
  })
  confirmed!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Parcels that have arrived, of all recorded: 0 to 1; null while none is recorded.',
  })
  delivered!: number | null;

  @Field(() => DateTime, { description: 'When one of these last changed.' })
  at!: string;
}

@ObjectType({ description: 'A published project, as strangers see it.' })
export class PublicProject {
  @Field(() => String, { description: 'Its part of the address.' })
  slug!: string;

  @Field(() => String, { description: 'The campaign’s title.' })
  title!: string;

  @Field(() => ProjectStatus, { description: 'How far it is.' })
  status!: ProjectStatus;

  @Field(() => DateTime, { nullable: true, description: 'When the first order was fulfilled.' })
  shippingSince!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it became Fulfilled; null while it is not.' })
  fulfilledAt!: string | null;

  @Field(() => PublicEvidence, { description: 'What the status rests on.' })
  evidence!: PublicEvidence;
}

@ObjectType({ description: 'A creator’s public profile: what is published, and nothing else.' })
export class PublicCreator {
  @Field(() => String, { description: 'Its part of the address.' })
  slug!: string;

  @Field(() => String, { description: 'The name people know.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What the creator says of itself.' })
  about!: string | null;

  @Field(() => Int, { description: 'How many of the published projects are Fulfilled.' })
  fulfilledProjects!: number;

  @Field(() => [PublicProject], {
    description: 'The published projects, Fulfilled ones first, then the newest.',
  })
  projects!: PublicProject[];
}
