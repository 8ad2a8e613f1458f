import type { ModelExample, ModelResult } from "../../../../contracts/index.ts";
import { textOfRow } from "../../../../formats/index.ts";
import { Drawer } from "../../../frame/drawer.tsx";
import { Facts, Part } from "../../../frame/facts.tsx";
import { Go } from "../../../frame/go.tsx";
import { FeatureChanges } from "../../../pictures/feature-changes/feature-changes.tsx";
import { ImagePair } from "../../../pictures/image-pair/image-pair.tsx";
import { distanceText } from "../../../words/distance.ts";
import { ShownText } from "../../../pictures/transcript/shown-text.tsx";
import { amount } from "../../../words/rate.ts";
import { unitWord } from "../../../words/unit.ts";
import { exampleOf } from "./example-key.ts";
import { pictureShape } from "./picture-shape.ts";

/** One row of a model's check beside the page: as it was, as it fools the model, and where that is written down. */
export function ExampleDrawer({
  models,
  run,
  chosen,
  close,
}: {
  readonly models: readonly ModelResult[];
  readonly run: string;
  readonly chosen: string;
  readonly close: () => void;
}) {
  const found = exampleOf(models, chosen);
  return (
    <Drawer wide label="Row of a model's check" title={found?.record.unit ?? "No such row"} close={close}>
      {found === undefined ? (
        <p className="text-muted">The report keeps the worst rows only; the others stand in the evidence.</p>
      ) : (
        <Story {...found} run={run} />
      )}
    </Drawer>
  );
}

function Story({
  result,
  record,
  run,
}: {
  readonly result: ModelResult;
  readonly record: ModelExample;
  readonly run: string;
}) {
  return (
    <>
      <Facts
        facts={[
          ["Check", result.title],
          ["What happened", unitWord[record.outcome]],
          ["Queries", amount(record.queries)],
          record.label === undefined ? undefined : ["True class", record.label],
          record.before === undefined ? undefined : ["Said before", record.before],
          record.after === undefined ? undefined : ["Says after", record.after],
          record.distances === undefined
            ? undefined
            : [
                "Distance",
                Object.entries(record.distances)
                  .map(([measure, distance]) => distanceText(measure, distance))
                  .join(", "),
              ],
          record.note === undefined ? undefined : ["Note", record.note],
        ]}
      />
      <Part title="What was changed">
        <Changed result={result} record={record} />
      </Part>
      <p className="mt-4 text-xs">
        <Go to="/evidence/$run" params={{ run }} search={{ entry: String(record.entry) }} className="link">
          Entry {record.entry} of the evidence
        </Go>
      </p>
    </>
  );
}

function Changed({ result, record }: { readonly result: ModelResult; readonly record: ModelExample }) {
  const { row, adversarial } = record;
  if (row === undefined || adversarial === undefined)
    return (
      <p className="text-muted">
        {row === undefined
          ? "The row is not kept, or was deleted."
          : "Nothing that fools the model was found."}
      </p>
    );
  if (result.input.text === true)
    return (
      <>
        <Part title="As it was">
          <ShownText text={textOfRow(row)} />
        </Part>
        <Part title="Changed">
          <ShownText text={textOfRow(adversarial)} />
        </Part>
      </>
    );
  const picture = pictureShape(result.input.shape);
  return picture === undefined ? (
    <FeatureChanges
      names={result.input.features}
      before={row}
      after={adversarial}
      caption={`Changed features of ${record.unit}`}
    />
  ) : (
    <ImagePair
      before={row}
      after={adversarial}
      shape={picture}
      answers={[says(record.before), says(record.after)]}
    />
  );
}

const says = (answer: string | undefined): string => (answer === undefined ? "" : `the model says ${answer}`);
