export { type JinjaArguments, type JinjaExpression, type JinjaStatement, type JinjaTemplate } from "./ast.ts";
export { parseJinja } from "./parse-jinja.ts";
