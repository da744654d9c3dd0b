// Writes the price table that Raglan ships, and what its source's own reader computes of it:
//
//   cd core/src/prices && npm install --no-package-lock && npm run write
//
// The facts are those of @pydantic/genai-prices (MIT). A newer table for an application is made the
// same way, with `node write-prices.mjs FILE`, and given to raglan.pricing.file.
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {calcPrice, findProvider} from '@pydantic/genai-prices';

const require = createRequire(import.meta.url);
const entry = require.resolve('@pydantic/genai-prices');
const {version} = JSON.parse(readFileSync(new URL('../package.json', `file://${entry}`)));

// The day the version was published: npm view @pydantic/genai-prices@0.1.8 time
const AS_OF = '2026-09-23';
const TABLE = process.argv[2] ?? '../main/resources/dev/raglan/internal/pricing/prices.json';
const LICENCE = '../main/resources/dev/raglan/internal/pricing/prices-LICENSE.txt';
const OPINION = '../test/resources/dev/raglan/internal/pricing/second-opinion.json';

// Providers, those first whose own models the names are of (all, or those that begin so); each with
// the names that conventions and libraries have for it, in small letters and digits.
const PROVIDERS = {
  openai: {home: true, names: []},
  anthropic: {home: true, names: ['claude']},
  google: {home: true, names: ['gemini', 'googlegemini', 'googleai', 'googlegenai', 'gcpgemini',
    'gcpgenai', 'vertex', 'vertexai', 'googlevertexai', 'gcpvertexai', 'vertexaigemini', 'googleaigemini',
    'googlevertexaigemini', 'googlevertexaianthropic']},
  mistral: {home: true, names: ['mistralai']},
  cohere: {home: true, names: []},
  deepseek: {home: true, names: []},
  'x-ai': {home: true, names: ['grok']},
  voyageai: {home: true, names: ['voyage']},
  perplexity: {home: true, names: ['perplexityai']},
  moonshotai: {home: true, names: ['moonshot']},
  minimax: {home: true, names: []},
  zhipuai: {home: true, names: ['zhipu']},
  aws: {home: ['nova-', 'titan-'], names: ['bedrock', 'awsbedrock', 'amazonbedrock', 'amazon', 'bedrockconverse']},
  azure: {names: ['azureopenai', 'azureaiopenai', 'azureai', 'azureaiinference', 'azureaifoundry',
    'microsoftfoundry', 'azaiopenai', 'azaiinference']},
  groq: {names: []},
  together: {names: ['togetherai']},
  fireworks: {names: ['fireworksai']},
  cerebras: {names: []},
  cloudflare: {names: ['workersai']},
  baseten: {names: []},
  novita: {names: ['novitaai']},
  openrouter: {names: []},
  ovhcloud: {names: []},
  zai: {names: []},
};

// What a provider takes of a call that is served in another way than usual: its documented share of
// the usual price. A way that is not here has no price.
const SERVICE_TIERS = {
  openai: {flex: 0.5, batch: 0.5},
  anthropic: {batch: 0.5},
  google: {batch: 0.5},
  mistral: {batch: 0.5},
  azure: {batch: 0.5},
  groq: {flex: 1, batch: 0.5},
};

const NAMES = {
  input_mtok: 'input',
  cache_read_mtok: 'cachedInput',
  cache_write_mtok: 'cacheWrite',
  cache_write_1h_mtok: 'cacheWriteHour',
  output_mtok: 'output',
  input_audio_mtok: 'inputAudio',
  cache_audio_read_mtok: 'cachedAudio',
  output_audio_mtok: 'outputAudio',
  output_image_mtok: 'outputImage',
  web_searches_kcount: 'thousandSearches',
  requests_kcount: 'thousandRequests',
};
const BESIDE = new Set(['storage_searches_kcount']);

/** Returns true for a model that searches at each request, if what it takes for that is not listed. */
function searchesUnpriced(name, price) {
  return /search-(preview|api)/.test(name) && price.thousandRequests === undefined;
}

/** The prices of a model on the day; undefined if they cannot be told by its tokens alone. */
function pricesOf(provider, model) {
  let prices = model.prices;
  if (Array.isArray(prices)) {
    if (prices.some((each) => each.constraint?.type === 'time_of_date')) {
      return undefined;
    }
    prices = prices.filter((each) => !each.constraint || each.constraint.start_date <= AS_OF).at(-1).prices;
  }
  const keys = Object.keys(prices).filter((key) => !BESIDE.has(key));
  if (keys.length === 0) {
    return model.id.endsWith(':free') ? {input: 0} : undefined;
  }
  const special = /audio|realtime|live|tts|transcribe|image|speech|voice|video|whisper|sonic/.test(model.id);
  const priced = keys.some((key) => /audio|image/.test(key));
  const embeds = /embed|rerank|voyage|ada-002|^ada$/.test(model.id);
  if (keys.some((key) => !NAMES[key]) || prices.input_mtok === undefined || (special && !priced)
      || (prices.output_mtok === undefined && !embeds)) {
    return undefined;
  }
  const starts = new Set();
  keys.forEach((key) => prices[key]?.tiers?.forEach((tier) => starts.add(tier.start)));
  const at = (tokens) => {
    const flat = {};
    for (const key of Object.keys(NAMES).filter((each) => keys.includes(each))) {
      const price = prices[key];
      flat[NAMES[key]] = typeof price === 'number' ? price
        : price.tiers.filter((tier) => tier.start < tokens).sort((a, b) => a.start - b.start).at(-1)?.price ?? price.base;
    }
    if (provider === 'google' && model.id.startsWith('gemini') && flat.inputAudio === undefined) {
      flat.inputAudio = flat.input; // All kinds of input cost the same unless the list says so.
      if (flat.cachedInput !== undefined) flat.cachedAudio = flat.cachedInput;
    }
    return flat;
  };
  const flat = at(0);
  if (starts.size) {
    flat.above = [...starts].sort((a, b) => a - b).map((start) => ({tokens: start, ...at(start + 1)}));
  }
  return flat;
}

/** The names that a rule tells, without what it leaves open. */
function literals(match) {
  if (match.or || match.and) {
    return (match.or ?? match.and).flatMap(literals);
  }
  const text = match.equals ?? match.starts_with ?? match.contains ?? match.ends_with;
  if (text === undefined) {
    return [];
  }
  const name = text.toLowerCase().replace(/[-@._:/]+$/, '');
  return [match.equals === undefined ? name.replace(/-20\d\d$/, '') : name];
}

/** The model that the source itself finds under a name. */
function found(providerId, name) {
  const calculated = calcPrice({input_tokens: 1}, name, {providerId, timestamp: new Date(AS_OF)});
  return calculated?.provider.id === providerId ? calculated.model.id : undefined;
}

const USAGES = [
  {input_tokens: 1000, output_tokens: 500},
  {input_tokens: 300000, output_tokens: 1000},
  {input_tokens: 2000, output_tokens: 100, cache_read_tokens: 1500},
  {input_tokens: 2000, output_tokens: 100, cache_read_tokens: 1000, cache_write_tokens: 500},
];

const providers = {};
const opinions = [];
let names = 0;
for (const [id, {home, names: spellings}] of Object.entries(PROVIDERS)) {
  const source = findProvider({providerId: id});
  const models = {};
  for (const model of source.models) {
    const price = pricesOf(id, model);
    let first;
    for (const name of new Set([model.id.toLowerCase(), ...literals(model.match)])) {
      if (!price || models[name] || searchesUnpriced(name, price) || found(id, name) !== model.id) {
        continue;
      }
      models[name] = first ?? price;
      first ??= name;
      names++;
      for (const usage of [USAGES[0], USAGES[1 + (names % 3)]]) {
        try {
          const cost = calcPrice(usage, name, {providerId: id, timestamp: new Date(AS_OF)});
          opinions.push([id, name, USAGES.indexOf(usage), cost.total_price]);
        } catch {
          // It has no opinion on this usage of this model.
        }
      }
    }
  }
  providers[id] = {
    names: [id.replace(/[^a-z0-9]/g, ''), ...spellings],
    ...(home ? {home: home === true ? [''] : home} : {}),
    ...(source.fallback_model_providers ? {others: source.fallback_model_providers} : {}),
    ...(SERVICE_TIERS[id] ? {serviceTiers: SERVICE_TIERS[id]} : {}),
    models,
  };
}

const lines = Object.entries(providers).map(([id, provider]) => {
  const {models, ...about} = provider;
  const listed = Object.entries(models)
    .map(([name, price]) => `        ${JSON.stringify(name)}: ${JSON.stringify(price)}`)
    .join(',\n');
  return `    ${JSON.stringify(id)}: ${JSON.stringify(about).slice(0, -1)}, "models": {\n${listed}\n    }}`;
});
const head = {
  asOf: AS_OF,
  currency: 'USD',
  source: `@pydantic/genai-prices ${version}, https://github.com/pydantic/genai-prices, written by core/src/prices/write-prices.mjs`,
  licence: 'MIT License, Copyright (c) Pydantic Services Inc. 2025 to present',
};
writeFileSync(
  TABLE,
  `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "providers": {\n${lines.join(',\n')}\n  }\n}\n`,
);
if (!process.argv[2]) {
  writeFileSync(LICENCE, readFileSync(new URL('../LICENSE', `file://${entry}`)));
  writeFileSync(
    OPINION,
    `{"source": ${JSON.stringify(head.source)}, "usages": ${JSON.stringify(USAGES)}, "prices": [\n`
      + `${opinions.map((each) => JSON.stringify(each)).join(',\n')}\n]}\n`,
  );
}
console.log(`${names} names, ${opinions.length} opinions`);
