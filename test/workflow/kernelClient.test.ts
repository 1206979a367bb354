import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Publisher, Router } from "zeromq";
import { addressOf, createConnection } from "../../lib/workflow/kernel/connection";
import { KernelClient } from "../../lib/workflow/kernel/kernelClient";
import type { KernelProcess } from "../../lib/workflow/kernel/kernelProcess";
import { decodeMessage, encodeMessage, request, type Message } from "../../lib/workflow/kernel/messages";

/** A kernel that answers every question, but whose first `lost` idle statuses never arrive. */
async function forgetfulKernel(lost: number): Promise<{ process: KernelProcess; asked: () => number }> {
  const connection = await createConnection();
  const [shell, control, iopub] = [
    new Router({ linger: 0 }),
    new Router({ linger: 0 }),
    new Publisher({ linger: 0 }),
  ];
  await shell.bind(addressOf(connection, "shell"));
  await control.bind(addressOf(connection, "control"));
  await iopub.bind(addressOf(connection, "iopub"));
  const framesOf = (type: string, parent: Message, content: Message["content"] = {}): string[] =>
    encodeMessage({ ...request(type, content), parentId: parent.id }, connection.key, "kernel");
  let asked = 0;
  void (async () => {
    for await (const [sender, ...frames] of shell) {
      const question = decodeMessage(frames, connection.key);
      await iopub.send(framesOf("status", question, { execution_state: "busy" }));
      await shell.send([sender, ...framesOf("kernel_info_reply", question)]);
      if (++asked > lost) await iopub.send(framesOf("status", question, { execution_state: "idle" }));
    }
  })();
  onTestFinished(() => [shell, control, iopub].forEach((socket) => socket.close()));
  const process = { connection, ended: new Promise(() => {}), takeProblems: () => [], lastOutput: () => "" };
  return { process: process as unknown as KernelProcess, asked: () => asked };
}

test("a kernel is ready when it has answered in full, whatever got lost before", async () => {
  const { process, asked } = await forgetfulKernel(5);
  await Promise.race([
    new KernelClient(process).ready(10),
    sleep(9000).then(() => expect.fail("it waits for ever")),
  ]);
  expect(asked()).toBeGreaterThan(5);
});

test("a kernel that never answers in full is given up after the time it may take", async () => {
  const { process } = await forgetfulKernel(Infinity);
  await expect(new KernelClient(process).ready(0.5)).rejects.toThrow("no answer within 0.5 s of its start");
});
