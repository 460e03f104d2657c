import { batchOf } from '../../integrations/kindred/src/base/batch.ts';
import { openOutbox } from '../../integrations/kindred/src/mail/outbox.ts';
import { letterTo } from './letters.ts';

/** A process of its own that puts 100 letters into the outbox of the folder it is given, to be killed on the way. */
const [root = ''] = process.argv.slice(2);
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const outbox = openOutbox(root, () => new Date().toISOString(), random);
const letters = Array.from({ length: 100 }, (_, index) => letterTo(`reader-${index}@example.com`));
console.log('started');
await outbox.sendBatch(batchOf(letters), 'chunk');
