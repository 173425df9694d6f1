/** graphql-js helps with `Did you mean "password"?`, which spells a closed schema out guess by guess. */
export function withoutHints(message: string): string {
  return message.replace(/ ?Did you mean[^]*$/, '');
}
