// Twilio's Node library against the simulator: only the host is another. Prints what it saw as one JSON text.
import { createRequire } from "node:module";
import twilio from "twilio";

const RequestClient = createRequire(import.meta.url)("twilio/lib/base/RequestClient");
const { SIMULATOR_URL, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = process.env;

class SimulatorClient extends RequestClient {
  request(options) {
    const uri = options.uri.replace(
      /^https:\/\/(api|messaging|monitor|pricing|accounts|lookups)\.twilio\.com/,
      SIMULATOR_URL,
    );
    return super.request({ ...options, uri });
  }
}

const connect = (token) => twilio(TWILIO_ACCOUNT_SID, token, { httpClient: new SimulatorClient() });
const refusal = (promise) =>
  promise.then(
    () => "accepted",
    (error) => [error.status, error.code],
  );

const client = connect(TWILIO_AUTH_TOKEN);
const to = "+12025550188";
const from = "+12025550101";

const account = await client.api.v2010.accounts(TWILIO_ACCOUNT_SID).fetch();
const balance = await client.balance.fetch();
const numbers = await client.incomingPhoneNumbers.list({ pageSize: 2 });
const number = await client.incomingPhoneNumbers(numbers[0].sid).fetch();
const shortCodes = await client.shortCodes.list();
const services = await client.messaging.v1.services.list({ pageSize: 1 });
const pool = client.messaging.v1.services(services[0].sid);
const created = await client.messages.create({ to, from, body: "Hello ñ & more" });
const byService = await client.messages.create({ to, messagingServiceSid: services[0].sid, body: "Hello" });
const fetched = await client.messages(created.sid).fetch();
const listed = await client.messages.list({ to, pageSize: 1 });
const mediaUrl = ["https://media.example.test/a.png", "https://media.example.test/b.png"];
const media = await client.messages.create({ to, from, mediaUrl });

const alerts = await client.monitor.v1.alerts.list({ logLevel: "error", startDate: new Date(Date.now() - 3600_000) });
const whole = await client.monitor.v1.alerts(alerts[0].sid).fetch();
const later = await client.monitor.v1.alerts.list({ startDate: new Date(Date.now() + 3600_000) });
const callers = await client.outgoingCallerIds.list();
const campaigns = await pool.usAppToPerson.list();
const noCampaigns = await client.messaging.v1.services(services[1].sid).usAppToPerson.list();
const tollFree = await client.messaging.v1.tollfreeVerifications.list();
const prices = await client.pricing.v1.messaging.countries("US").fetch();
const countries = await client.pricing.v1.messaging.countries.list({ pageSize: 4 });
const geo = await client.accounts.v1.messagingGeopermissions.fetch({ countryCode: "IN" });
const line = await client.lookups.v2.phoneNumbers("+15555530006").fetch({ fields: "line_type_intelligence" });
const plain = await client.lookups.v2.phoneNumbers(to).fetch();

const seen = {
  callers: callers.map((each) => each.phoneNumber),
  campaigns: [campaigns.map((each) => each.campaignStatus), noCampaigns.length],
  toll_free: tollFree.map((each) => [each.tollfreePhoneNumber, each.status]),
  prices: [prices.priceUnit, prices.outboundSmsPrices.length, prices.outboundSmsPrices[0].prices[0].current_price],
  countries: countries.map((each) => each.isoCountry),
  geo: geo.permissions.map((each) => [each.country_code ?? each.countryCode, each.enabled]),
  lines: [line.lineTypeIntelligence.type, plain.valid, plain.lineTypeIntelligence],
  account: [account.sid, account.status, account.type],
  balance: [balance.balance, balance.currency],
  numbers: numbers.map((each) => each.sid),
  number: [number.phoneNumber, number.capabilities.mms],
  short_codes: shortCodes.map((each) => each.shortCode),
  services: services.map((each) => each.sid),
  pool_numbers: (await pool.phoneNumbers.list({ pageSize: 1 })).map((each) => each.phoneNumber),
  pool_short_codes: (await pool.shortCodes.list()).map((each) => each.shortCode),
  pool_alpha_senders: (await pool.alphaSenders.list()).map((each) => each.alphaSender),
  created: [created.sid, created.status, created.to, created.numSegments],
  by_service: [byService.status, byService.from, byService.numSegments],
  fetched: [fetched.sid, fetched.body],
  listed: listed.map((each) => each.sid),
  alerts: [[whole.errorCode, whole.logLevel, alerts.length], later.length],
  media: [media.status, media.numMedia],
  refused: await refusal(client.messages.create({ to: "nobody", from, body: "Hello" })),
  missing: await refusal(client.messages("SM00000000000000000000000000000000").fetch()),
  unauthenticated: await refusal(connect("0".repeat(32)).balance.fetch()),
};
process.stdout.write(JSON.stringify(seen));
