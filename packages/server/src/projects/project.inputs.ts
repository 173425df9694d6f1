import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../lib/user-error.type.ts';
import { FulfillmentMethod, Project } from './project.entity.ts';

@InputType({ description: 'A new project.' })
export class ProjectCreateInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Whose it is; may be left out by who belongs to one creator only.',
  })
  creatorId?: string | null;

  @Field(() => String, { description: 'The campaign’s title.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its part of the address; made from the title when left out.',
  })
  slug?: string | null;

  @Field(() => FulfillmentMethod, {
    nullable: true,
    defaultValue: FulfillmentMethod.MANUAL_EXPORT,
    description: 'How its parcels leave.',
  })
  fulfillmentMethod?: FulfillmentMethod | null;
}

@InputType({ description: 'A change of a project; what is left out stays.' })
export class ProjectUpdateInput {
  @Field(() => String, { nullable: true, description: 'The campaign’s title.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Its part of the address. Old links stop working.' })
  slug?: string | null;

  @Field(() => FulfillmentMethod, { nullable: true, description: 'How its parcels leave.' })
  fulfillmentMethod?: FulfillmentMethod | null;
}

@ObjectType({ description: 'Answer of what changes a project.' })
export class ProjectPayload {
  @Field(() => Project, { nullable: true, description: 'The project as it is now.' })
  project!: Project | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
