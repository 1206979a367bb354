import { createCanvas, loadImage } from "@napi-rs/canvas";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue of a pixel. */
  readonly at: (x: number, y: number) => readonly [number, number, number];
  /** How many pixels lie within `near` of a colour "#rrggbb", per channel. */
  readonly count: (colour: string, near?: number) => number;
}

/** Reads an image as a viewer would. */
export async function pixelsOf(png: Buffer): Promise<Pixels> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const at = (x: number, y: number): [number, number, number] => {
    const i = 4 * (y * image.width + x);
    return [data[i], data[i + 1], data[i + 2]];
  };
  const count = (colour: string, near = 8): number => {
    const wanted = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
    let found = 0;
    for (let i = 0; i < data.length; i += 4)
      if (wanted.every((value, channel) => Math.abs(data[i + channel] - value) <= near)) found++;
    return found;
  };
  return { width: image.width, height: image.height, at, count };
}
