// Which requests does Twilio accept? Merges Twilio's OpenAPI documents (api v2010, messaging v1, monitor v1, pricing v1,
// accounts v1 and lookups v2, from the package @twilio/cli-core) into one that Prism can serve as a strict judge of requests.
//
// Usage: node patch.mjs OUT.json
//
// Only what the client asks for is kept. Each change below answers something in which the documents differ from
// Twilio's real behaviour, or leave open what this judge must be strict about.

import { readFileSync, writeFileSync } from 'node:fs';

const FOLDER = new URL('node_modules/@twilio/cli-core/src/services/twilio-api/', import.meta.url);
const ACCOUNT = '/2010-04-01/Accounts/{AccountSid}';

const KEPT = {
  'twilio_api_v2010.json': {
    '/2010-04-01/Accounts.json': ['get'],
    '/2010-04-01/Accounts/{Sid}.json': ['get'],
    [`${ACCOUNT}/Balance.json`]: ['get'],
    [`${ACCOUNT}/Applications.json`]: ['get'],
    [`${ACCOUNT}/IncomingPhoneNumbers.json`]: ['get'],
    [`${ACCOUNT}/IncomingPhoneNumbers/{Sid}.json`]: ['get', 'post'],
    [`${ACCOUNT}/OutgoingCallerIds.json`]: ['get'],
    [`${ACCOUNT}/SMS/ShortCodes.json`]: ['get'],
    [`${ACCOUNT}/SMS/ShortCodes/{Sid}.json`]: ['get', 'post'],
    [`${ACCOUNT}/Messages.json`]: ['get', 'post'],
    [`${ACCOUNT}/Messages/{Sid}.json`]: ['get'],
  },
  'twilio_messaging_v1.json': {
    '/v1/Services': ['get'],
    '/v1/Services/{Sid}': ['get', 'post'],
    '/v1/Services/{ServiceSid}/PhoneNumbers': ['get'],
    '/v1/Services/{ServiceSid}/ShortCodes': ['get'],
    '/v1/Services/{ServiceSid}/AlphaSenders': ['get'],
    '/v1/Services/{MessagingServiceSid}/Compliance/Usa2p': ['get'],
    '/v1/Tollfree/Verifications': ['get'],
  },
  'twilio_pricing_v1.json': {
    '/v1/Messaging/Countries/{IsoCountry}': ['get'],
  },
  'twilio_accounts_v1.json': {
    '/v1/Messaging/GeoPermissions': ['get'],
  },
  'twilio_lookups_v2.json': {
    '/v2/PhoneNumbers/{PhoneNumber}': ['get'],
  },
  'twilio_monitor_v1.json': {
    '/v1/Alerts': ['get'],
  },
};

/** Fields of a lookup that are null where they were not asked for, or the number is none. */
const LOOKUP = new Set([
  'validation_errors', 'caller_name', 'sim_swap', 'call_forwarding', 'line_status', 'line_type_intelligence',
  'identity_match', 'reassigned_number', 'sms_pumping_risk', 'phone_number_quality_score', 'pre_fill',
]);

const REFUSALS = {
  400: [20422, 'Invalid parameter'],
  401: [20003, 'Authenticate'],
  403: [20403, 'Forbidden'],
  404: [20404, 'The requested resource was not found'],
  429: [20429, 'Too Many Requests'],
  500: [20500, 'Internal Server Error'],
  503: [20503, 'Service Unavailable'],
};

/** Calls `change` on every object inside `node`, however deep. */
function everyObject(node, change) {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) change(node);
  for (const child of Object.values(node)) everyObject(child, change);
}

/** Reads one document and returns its kept operations, with a clear end if Twilio has moved one. */
function keptPaths(file, document) {
  const paths = {};
  for (const [path, methods] of Object.entries(KEPT[file])) {
    const found = document.paths[path];
    if (!found) throw new Error(`${file} has no path ${path}`);
    const parameters = found.parameters ?? [];
    paths[path] = { parameters };
    for (const method of methods) {
      if (!found[method]) throw new Error(`${file} has no ${method} ${path}`);
      paths[path][method] = found[method];
    }
  }
  return paths;
}

/** Makes the judge strict where the documents are silent: a body is required, described ranges hold. */
function tightenRequest(operation, schemas) {
  const form = operation.requestBody?.content?.['application/x-www-form-urlencoded'];
  if (!form) return;
  operation.requestBody.required = true;
  const name = form.schema.$ref?.split('/').pop();
  const schema = name ? schemas[name] : form.schema;
  const { Body, ValidityPeriod } = schema.properties;
  if (Body) Body.maxLength = 1600;
  if (ValidityPeriod) Object.assign(ValidityPeriod, { minimum: 1, maximum: 36000 });
  // Twilio repeats the name of an array field; the documents do not say so.
  form.encoding = {};
  for (const [field, property] of Object.entries(schema.properties)) {
    if (property.type === 'array') form.encoding[field] = { style: 'form', explode: true };
  }
}

/** A setting is cleared by an empty value, of which the documents say nothing; no other request may have one. */
function widenUpdate(operation, schemas) {
  const form = operation.requestBody?.content?.['application/x-www-form-urlencoded'];
  const name = form?.schema.$ref?.split('/').pop();
  const properties = (name ? schemas[name] : form?.schema)?.properties ?? {};
  for (const [field, property] of Object.entries(properties)) {
    if (property.format === 'uri' || property.maxLength === 34) {
      properties[field] = { anyOf: [property, { type: 'string', maxLength: 0 }] };
    }
  }
}

/** Twilio takes plain dates in filters, as the descriptions say; the schema's format refuses them. */
function widenDates(parameters) {
  for (const parameter of parameters ?? []) {
    if (parameter.in === 'query' && parameter.schema?.format === 'date-time') {
      delete parameter.schema.format;
      parameter.schema.pattern = '^\\d{4}-\\d{2}-\\d{2}(T[0-9:.]+Z)?$';
    }
  }
}

/** Lets the documents' own examples pass: links are relative, unset URLs and SIDs are empty. */
function widenAnswers(operation, schemas) {
  const seen = new Set();
  const widen = (node) => {
    if (node.format === 'uri' || node.format === 'uri-map') delete node.format;
    if (typeof node.pattern === 'string' && node.maxLength === 34) {
      node.pattern = `^$|${node.pattern}`;
      delete node.minLength;
    }
    // Prices are text in the examples and numbers in the schema; what Lookup was not asked for is null.
    for (const [field, property] of Object.entries(node.properties ?? {})) {
      if (field === 'base_price' || field === 'current_price') delete property.type;
      if (LOOKUP.has(field)) node.properties[field] = {};
    }
    const name = typeof node.$ref === 'string' ? node.$ref.split('/').pop() : undefined;
    if (name && !seen.has(name)) {
      seen.add(name);
      everyObject(schemas[name], widen);
    }
  };
  everyObject(operation.responses, widen);
}

/** Gives an operation the refusals of Twilio, with which Prism then words its own. */
function addRefusals(operation) {
  for (const [status, [code, message]] of Object.entries(REFUSALS)) {
    const example = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: Number(status) };
    operation.responses[status] = {
      description: message,
      content: { 'application/json': { schema: { type: 'object' }, example } },
    };
  }
}

const merged = {
  openapi: '3.0.1',
  info: { title: 'Twilio, as far as the client asks', version: '1' },
  servers: [{ url: 'http://127.0.0.1' }],
  paths: {},
  components: { schemas: {}, securitySchemes: {} },
};
for (const file of Object.keys(KEPT)) {
  const document = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  Object.assign(merged.paths, keptPaths(file, document));
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const other = merged.components.schemas[name];
    if (other && JSON.stringify(other) !== JSON.stringify(schema)) throw new Error(`two schemas are named ${name}`);
    merged.components.schemas[name] = schema;
  }
  Object.assign(merged.components.securitySchemes, document.components.securitySchemes);
}
for (const [address, path] of Object.entries(merged.paths)) {
  widenDates(path.parameters);
  for (const method of ['get', 'post']) {
    const operation = path[method];
    if (!operation) continue;
    widenDates(operation.parameters);
    tightenRequest(operation, merged.components.schemas);
    if (method === 'post' && /\{Sid\}(\.json)?$/.test(address)) widenUpdate(operation, merged.components.schemas);
    widenAnswers(operation, merged.components.schemas);
    addRefusals(operation);
  }
}
const out = process.argv[2];
if (!out) throw new Error('usage: node patch.mjs OUT.json');
writeFileSync(out, JSON.stringify(merged));
