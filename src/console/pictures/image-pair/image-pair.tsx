import { useEffect, useRef } from "react";
import { shortNumber } from "../../../report/curves/index.ts";
import { differencePixels, pixelsOf, rangeOf, type PictureShape } from "./pixels.ts";

/** A picture as it was, as it fools the model, and what was changed. */
export function ImagePair({
  before,
  after,
  shape,
  answers,
}: {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly shape: PictureShape;
  /** What the model said of each. */
  readonly answers: readonly [string, string];
}) {
  const range = rangeOf(before, after);
  const { pixels, most } = differencePixels(before, after, shape);
  return (
    <div className="flex flex-wrap gap-4">
      <Picture pixels={pixelsOf(before, shape, range)} shape={shape} name="As it was" says={answers[0]} />
      <Picture pixels={pixelsOf(after, shape, range)} shape={shape} name="Changed" says={answers[1]} />
      <Picture
        pixels={pixels}
        shape={shape}
        name="Difference"
        says={`red is more, blue is less; at most ${shortNumber(most)}`}
      />
    </div>
  );
}

function Picture({
  pixels,
  shape: { width, height },
  name,
  says,
}: {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly shape: PictureShape;
  readonly name: string;
  readonly says: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [pixels, width, height]);
  return (
    <figure className="w-36">
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={`${name}: ${says}`}
        className="w-36 border border-line"
        style={{ imageRendering: "pixelated" }}
      />
      <figcaption className="mt-1 text-xs">
        {name}
        <span className="block text-2xs text-muted">{says}</span>
      </figcaption>
    </figure>
  );
}
