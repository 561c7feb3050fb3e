// Reads all that an account can send from with Twilio's Node library: and says how long.
import { createRequire } from "node:module";

const require = createRequire(new URL("../src-tauri/crates/simulator/tests/node/package.json", import.meta.url));
const twilio = require("twilio");
const RequestClient = require("twilio/lib/base/RequestClient");
const { SIMULATOR_URL, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = process.env;

/** As polite as ours: four requests at a time. */
const waiting = [];
let free = 4;

class SimulatorClient extends RequestClient {
  async request(options) {
    if (free === 0) await new Promise((go) => waiting.push(go));
    else free--;
    try {
      return await super.request({ ...options, uri: options.uri.replace(/^https:\/\/[^/]+/, SIMULATOR_URL) });
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  }
}

const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, { httpClient: new SimulatorClient() });
/** The library keeps callbacks in what it is given: one object for each list. */
const whole = () => ({ pageSize: 1000 });

/** Four lists of pools at a time. */
async function pools(services) {
  const lists = services.flatMap(({ sid }) => {
    const service = client.messaging.v1.services(sid);
    return [service.phoneNumbers, service.shortCodes, service.alphaSenders];
  });
  let members = 0;
  let next = 0;
  const work = async () => {
    while (next < lists.length) {
      const list = await lists[next++].list(whole());
      members += list.length;
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return members;
}

const start = performance.now();
const [numbers, , , members] = await Promise.all([
  client.incomingPhoneNumbers.list(whole()),
  client.shortCodes.list(whole()),
  client.applications.list(whole()),
  client.messaging.v1.services.list(whole()).then(pools),
]);
console.log(JSON.stringify({ numbers: numbers.length, members, milliseconds: performance.now() - start }));
