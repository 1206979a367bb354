import { JSDOM } from "jsdom";
import { describe, expect, test, vi } from "vitest";
import type { MimeBundle } from "../../lib/notebook/display";
import type { Figure } from "../../lib/notebook/figures/figure";
import { show } from "../../lib/notebook/show";
import { pixelsOf } from "./png";

const HOSTILE = `</script><script>window.broken = true</script><!-- "quoted" & 'so'`;

const bundleOf = async (figure: Figure): Promise<MimeBundle> => (await show(figure)) as MimeBundle;
const htmlOf = async (figure: Figure): Promise<string> => (await bundleOf(figure))["text/html"] as string;

describe("show", () => {
  test("outside of a notebook answers the bundle: plotly, HTML, PNG and text", async () => {
    const bundle = await bundleOf({ data: [{ y: [1, 2] }], caption: "Two points." });
    expect(Object.keys(bundle).sort()).toEqual([
      "application/vnd.plotly.v1+json",
      "application/vnd.volfolio.figure+json",
      "image/png",
      "text/html",
      "text/plain",
    ]);
    expect(bundle["text/plain"]).toMatch(/^\[Figure \d+: Two points\.\]$/);
    expect((await pixelsOf(Buffer.from(bundle["image/png"] as string, "base64"))).width).toBe(900);
    expect(bundle["application/vnd.plotly.v1+json"]).toMatchObject({ data: [{ y: [1, 2] }] });
  });

  test("a figure that is shown again keeps its number, and gets an id of its own", async () => {
    const figure: Figure = { data: [{ y: [1] }], caption: "Shown twice." };
    const [first, second] = [await bundleOf(figure), await bundleOf(figure)];
    const other = await bundleOf({ ...figure, caption: "Another." });
    expect(second["text/plain"]).toBe(first["text/plain"]);
    expect(other["text/plain"]).not.toBe(first["text/plain"]);
    const idOf = (bundle: MimeBundle): string => /id="([^"]+)"/.exec(bundle["text/html"] as string)![1];
    expect(idOf(second)).not.toBe(idOf(first));
  });
});

/** The page of a reader who trusts the notebook. @param setTimeout - in place of the window's own. */
function pageOf(html: string, setTimeout?: (look: () => void, ms: number) => void): JSDOM["window"] {
  return new JSDOM(`<!doctype html><body>${html}</body>`, {
    runScripts: "dangerously",
    beforeParse: (window) => void (setTimeout && Object.assign(window, { setTimeout })),
  }).window;
}

interface FakePlotly {
  newPlot: (plot: HTMLElement, data: unknown, layout: unknown, config: unknown) => unknown;
}

function addPlotly(window: JSDOM["window"], newPlot: FakePlotly["newPlot"]): void {
  (window as unknown as { Plotly: FakePlotly }).Plotly = { newPlot };
}

describe("the figure in a reader's page", () => {
  const figure: Figure = { data: [{ y: [1, 2, 3] }], caption: "Rising.", alt: "A rising line." };
  const visibleImage = (window: JSDOM["window"]): Element | null =>
    window.document.querySelector("img:not([hidden])");

  test("is an image with words for who cannot see it", async () => {
    const { document } = pageOf(await htmlOf(figure));
    expect(document.querySelector("img")?.getAttribute("alt")).toBe("A rising line.");
    expect(document.querySelector("figcaption")?.textContent).toMatch(/^Figure \d+\. Rising\.$/);
  });

  test("comes to life when plotly appears, once", async () => {
    const window = pageOf(await htmlOf(figure));
    expect(visibleImage(window)).not.toBeNull();
    const newPlot = vi.fn((plot: HTMLElement) => {
      plot.textContent = "live";
      return Promise.resolve();
    });
    addPlotly(window, newPlot);
    await vi.waitFor(() => expect(window.document.querySelector("img")).toBeNull(), 2000);
    expect(window.document.querySelector(".plot")?.textContent).toBe("live");
    expect(newPlot).toHaveBeenCalledOnce();
    expect(newPlot.mock.calls[0].slice(1)).toMatchObject([[{ y: [1, 2, 3] }], {}, { responsive: true }]);
  });

  test("stays an image where plotly never comes, and stops looking after ten seconds", async () => {
    let waited = 0;
    let next: (() => void) | undefined;
    const window = pageOf(await htmlOf(figure), (look, ms) => {
      waited += ms;
      next = look;
    });
    for (let steps = 0; next && steps < 10_000; steps++) {
      const look = next;
      next = undefined;
      look();
    }
    expect(next).toBeUndefined();
    expect(waited).toBe(10_000);
    expect(visibleImage(window)).not.toBeNull();
  });

  test("stays an image where the plot fails", async () => {
    const window = pageOf(await htmlOf(figure));
    const failed = vi.fn(() => {
      throw new Error("no such trace");
    });
    addPlotly(window, failed);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce(), 2000);
    await vi.waitFor(() => expect(visibleImage(window)).not.toBeNull(), 2000);
    expect(window.document.querySelector(".plot div")).toBeNull();
  });

  test("keeps whatever texts it holds from becoming markup", async () => {
    const window = pageOf(
      await htmlOf({ data: [{ y: [1], name: HOSTILE, text: [HOSTILE] }], caption: HOSTILE, alt: HOSTILE }),
    );
    expect("broken" in window).toBe(false);
    expect(window.document.querySelectorAll("script").length).toBe(2);
    expect(window.document.querySelector("img")?.getAttribute("alt")).toBe(HOSTILE);
    expect(window.document.querySelector("figcaption")?.textContent).toContain(HOSTILE);
    const spec = JSON.parse(
      window.document.querySelector("script[type='application/json']")!.textContent,
    ) as {
      data: { name: string }[];
    };
    expect(spec.data[0].name).toBe(HOSTILE);
  });
});
