import { z } from "zod";
import type { JsonValue } from "../../../contracts/index.ts";
import { AnswerProblem } from "../endpoint/index.ts";

const tensorSchema = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().min(0)),
  data: z.array(z.json()),
});
const answerSchema = z.looseObject({ outputs: z.array(tensorSchema) });
type Tensor = z.output<typeof tensorSchema>;

/** The outputs of an answer, by name. @throws AnswerProblem */
export function outputsOf(answer: JsonValue): ReadonlyMap<string, Tensor> {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new AnswerProblem("there are no `outputs` with name, shape and data");
  return new Map(parsed.data.outputs.map((output) => [output.name, output]));
}

/** The numbers of a tensor, row by row: data may be flat or nested, and the first axis is that of rows. @throws AnswerProblem */
export function rowsOfTensor({ name, shape, data }: Tensor, count: number): readonly JsonValue[] {
  const values = data.flat(10);
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (values.length !== size)
    throw new AnswerProblem(
      `\`${name}\` has ${values.length} values, and its shape ${JSON.stringify(shape)} says ${size}`,
    );
  if (shape[0] !== count)
    throw new AnswerProblem(`${count} rows were sent, and \`${name}\` has ${shape[0] ?? 0}`);
  const each = size / count;
  return Array.from({ length: count }, (_, i) =>
    each === 1 ? (values[i] ?? null) : values.slice(i * each, (i + 1) * each),
  );
}
