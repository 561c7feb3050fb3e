// Lists all numbers of the simulator's account with Twilio's Node library, and says how long that took.
import { createRequire } from "node:module";

const require = createRequire(new URL("../src-tauri/crates/simulator/tests/node/package.json", import.meta.url));
const twilio = require("twilio");
const RequestClient = require("twilio/lib/base/RequestClient");
const { SIMULATOR_URL, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = process.env;

class SimulatorClient extends RequestClient {
  request(options) {
    return super.request({ ...options, uri: options.uri.replace("https://api.twilio.com", SIMULATOR_URL) });
  }
}

const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, { httpClient: new SimulatorClient() });
const start = performance.now();
const numbers = await client.incomingPhoneNumbers.list({ pageSize: 1000 });
console.log(JSON.stringify({ numbers: numbers.length, milliseconds: performance.now() - start }));
