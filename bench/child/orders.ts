/**
 * How the run and its children talk: an order with an input, answered once. A child that loses the run's channel ends, so that nothing is left
 * behind when the run is killed.
 */

export interface Order {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly problem: string };

/** What a child can be told to do. The run and the child are of one program, so an order's input is what its name says. */
export type OrderTable = Readonly<Record<string, (input: never) => unknown>>;

/** The id of the first reply, which tells that the child is ready and what it serves at. */
export const READY = 0;

/** Answers orders until the run lets go. @param ready what the run is told first */
export function answerOrders(orders: OrderTable, ready: unknown): void {
  const reply = (message: Reply) => process.send?.(message);
  process.on('message', async (message) => {
    // Only the run writes to this channel.
    const { id, name, input } = message as Order;
    try {
      const order = orders[name];
      if (order === undefined) throw new Error(`no order is named ${name}`);
      reply({ id, ok: true, value: await order(input as never) });
    } catch (error) {
      reply({ id, ok: false, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
  reply({ id: READY, ok: true, value: ready });
}
