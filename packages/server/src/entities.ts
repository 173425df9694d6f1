import { ApiToken } from './access/api-token.entity.ts';
import { Invitation } from './access/invitation.entity.ts';
import { Member } from './access/member.entity.ts';
import { User } from './access/user.entity.ts';
import { Creator } from './creators/creator.entity.ts';
import { Project } from './projects/project.entity.ts';

/** Every class that is a table, one a line. */
export const entities = [ApiToken, Creator, Invitation, Member, Project, User];
