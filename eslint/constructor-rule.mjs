/** A constructor is a table of contents: ESLint's own rule cannot hold it to a limit of its own. */
export const maxConstructorLines = {
  meta: {
    type: "suggestion",
    schema: [{ type: "object", properties: { max: { type: "number" } } }],
    messages: { long: "Constructor has {{lines}} lines, at most {{max}} are allowed." },
  },
  create(context) {
    const { max } = context.options[0];
    return {
      "MethodDefinition[kind='constructor']"(node) {
        const lines = node.loc.end.line - node.loc.start.line + 1;
        if (lines > max) context.report({ node, messageId: "long", data: { lines, max } });
      },
    };
  },
};
