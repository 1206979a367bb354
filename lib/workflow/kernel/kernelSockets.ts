import type * as zeromq from "zeromq";

/**
 * Puts sockets in the place of zeromq's that lose nothing under tslab, which neither waits for a send nor for a bind.
 *
 * - From the 513th message on, zeromq waits for the event loop once in a while, and what is sent meanwhile is refused
 *   ("Socket is busy writing"). A time-out of 0 keeps every send synchronous; without a high-water mark a burst waits in
 *   memory instead of being dropped.
 * - zeromq binds on another thread while tslab reads from the socket already. A question that arrives then, as it will on
 *   a busy machine, finds the sockets that it would be answered on "blocked by a bind", or is read by two threads at once,
 *   from which the kernel dies or never answers again. Bound at once, all sockets are there before the first question.
 */
export function keepMessages(library: typeof zeromq): void {
  const options = { sendTimeout: 0, sendHighWaterMark: 0 };
  const sockets = {
    Publisher: class extends library.Publisher {
      constructor() {
        super(options);
      }
      override bind(address: string): Promise<void> {
        return atOnce(this, address);
      }
    },
    Router: class extends library.Router {
      constructor() {
        super(options);
      }
      override bind(address: string): Promise<void> {
        return atOnce(this, address);
      }
    },
    Reply: class extends library.Reply {
      override bind(address: string): Promise<void> {
        return atOnce(this, address);
      }
    },
  };
  for (const [name, value] of Object.entries(sockets))
    Object.defineProperty(library, name, { value, enumerable: true });
}

function atOnce(socket: zeromq.Socket, address: string): Promise<void> {
  socket.bindSync(address);
  return Promise.resolve();
}
