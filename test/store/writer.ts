/** A process of its own that counts in a shared store: `node writer.ts <url> <root> <times>`. */
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { countUp } from './count-up.ts';

const [url, root = '', times = '0'] = process.argv.slice(2);
const store = await openStore(url, { root });
for (let done = 0; done < Number(times); done++) await countUp(store);
await store.close();
