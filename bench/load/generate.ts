/** The load generator's process: runs one load after another as it is told. */
import { answerOrders } from '../child/orders.ts';
import { runLoad } from './load.ts';

answerOrders({ load: runLoad }, undefined);
