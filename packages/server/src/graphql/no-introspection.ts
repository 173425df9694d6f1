import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

/** A validation rule that refuses `__schema` and `__type`; `__typename` stays, clients need it. */
export function noIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type') {
        context.reportError(
          new GraphQLError('Introspection is off here. The schema is in packages/schema/schema.graphql.', {
            nodes: node,
          }),
        );
      }
    },
  };
}
