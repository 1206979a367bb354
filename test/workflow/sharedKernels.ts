import { afterAll, vi } from "vitest";
import type * as client from "../../lib/workflow/kernel/kernelClient";

type KernelClient = client.KernelClient;

/**
 * For tests of what the runner does around notebooks, in the place of `startKernel`: one kernel after the other runs
 * many notebooks, as the start of a kernel takes longer than all their cells. A kernel that has run a notebook to its
 * end is taken again; one that had a problem, or is stopped, is not. With the types of this file as `shared`:
 *
 *     vi.mock("../../lib/workflow/kernel/kernelClient", async () => (await vi.importActual<typeof shared>("./sharedKernels")).sharedKernels());
 */
export async function sharedKernels(): Promise<typeof client> {
  const actual = await vi.importActual<typeof client>("../../lib/workflow/kernel/kernelClient");
  const idle = new Map<string, KernelClient[]>();
  afterAll(() => Promise.all([...idle.values()].flat().map((kernel) => kernel.stop())));

  const startKernel = async (folder: string, options: client.StartOptions = {}): Promise<KernelClient> => {
    const { env = {}, signal } = options;
    const kernel = idle.get(folder)?.pop() ?? (await actual.startKernel(folder));
    const kill = (): void => kernel.process.kill();
    if (signal?.aborted) kill();
    signal?.addEventListener("abort", kill);
    const set = `Object.assign(process.env, ${JSON.stringify(env)}); undefined`;
    const { executionCount: before = 0 } = await kernel.execute(set, () => {});
    let isWhole = false;
    const own: Partial<Pick<KernelClient, "execute" | "shutdown" | "stop">> = {
      execute: async (code, onMessage) => {
        const { status, executionCount } = await kernel.execute(code, onMessage);
        return { status, executionCount: executionCount && executionCount - before };
      },
      shutdown: () => {
        isWhole = true;
        idle.set(folder, [...(idle.get(folder) ?? []), kernel]);
        return Promise.resolve();
      },
      stop: async () => {
        signal?.removeEventListener("abort", kill);
        if (!isWhole) await kernel.stop();
      },
    };
    return new Proxy(kernel, {
      get: (_, name) => {
        const value: unknown = Reflect.get(name in own ? own : kernel, name);
        return typeof value === "function" ? (value.bind(kernel) as unknown) : value;
      },
    });
  };
  return { ...actual, startKernel };
}
