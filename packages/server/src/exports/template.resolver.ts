import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Project } from '../projects/project.entity.ts';

@Resolver(() => Project)
export class ProjectTemplateResolver {
  @FieldResolver(() => String, {
    description:
      'Where the Tracking Number Upload Template is: GET with ?format=csv|xlsx&target=… (a BackerTarget as JSON in base64url; when left out everyone in Start Shipping, save for orders on hold and those owed digital items alone). A target that is too long for an address goes as JSON in the body of a POST with ?format=csv|xlsx.',
  })
  templateUrl(@Root() project: Project): string {
    return `/api/projects/${project.id}/template`;
  }
}
