import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { UserErrorCode } from './user-error.ts';

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'What kind of thing is wrong with the input; programs branch on it.',
  valuesConfig: {
    BLANK: { description: 'Something required was left empty.' },
    INVALID: { description: 'The value is not of the form that is wanted.' },
    TAKEN: { description: 'Somebody or something else has it already.' },
    NOT_FOUND: { description: 'There is no such thing, or it is not yours to see.' },
    INVALID_TRANSITION: { description: 'The thing is not in a state from which this can be done.' },
    LIMIT_EXCEEDED: { description: 'More than is allowed; the message says how much is.' },
    CONFLICT: { description: 'It changed since it was read; read it again and decide anew.' },
    NOT_READY: { description: 'Something else has to happen first; the message says what.' },
    IDEMPOTENCY_MISMATCH: { description: 'This idempotency key was used before, with another request.' },
    DUPLICATE_FILE: { description: 'The same bytes were uploaded to this project before.' },
    EXPIRED: { description: 'It was valid once and is not any more.' },
  },
});

/** How a `UserError` looks from outside; actions throw the class of that name, this one only describes it. */
@ObjectType('UserError', { description: 'Something the caller can mend.' })
export class UserErrorType {
  @Field(() => UserErrorCode, { description: 'What kind of thing is wrong.' })
  code!: UserErrorCode;

  @Field(() => [String], {
    nullable: true,
    description: 'The path of the input field it is about; null when it is about the whole.',
  })
  field!: string[] | null;

  @Field(() => String, { description: 'What is wrong and how to mend it, in a sentence for people.' })
  message!: string;
}
