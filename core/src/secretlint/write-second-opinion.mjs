// Writes what another rule set finds in the corpus of secrets that our detectors are measured with:
//
//   ./mvnw -pl core test -Dtest=SecondOpinionTest -Draglan.corpus.write=true
//   cd core/src/secretlint && npm install --no-package-lock && npm run write
//
// The rule set is @secretlint/secretlint-rule-preset-recommend (MIT). A line of what is written is the
// number of a text in the corpus, a rule, and the range of the text in which the rule found a secret;
// no secret is written, as scanners of repositories would report it.
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {lintSource} from '@secretlint/core';
import {creator} from '@secretlint/secretlint-rule-preset-recommend';

const CORPUS = '../../target/secret-corpus.json';
const OPINION = '../test/resources/dev/raglan/internal/redact/second-opinion.txt';
const PRESET = '@secretlint/secretlint-rule-preset-recommend';

const {version} = createRequire(import.meta.url)(`${PRESET}/package.json`);
const written = readFileSync(CORPUS, 'utf8');
const config = {rules: [{id: PRESET, rule: creator, options: {}}]};

const lines = [];
for (const [index, text] of JSON.parse(written).entries()) {
  const {messages} = await lintSource({
    source: {filePath: `corpus/${index}.txt`, content: text, ext: '.txt', contentType: 'text'},
    options: {config, noPhysicFilePath: true},
  });
  for (const {ruleId, range: [start, end]} of messages) {
    lines.push(`${index} ${ruleId.replace('@secretlint/secretlint-rule-', '')} ${start} ${end}`);
  }
}

const digest = createHash('sha256').update(written).digest('hex');
writeFileSync(OPINION, [`# ${PRESET} ${version}`, `# corpus ${digest}`, ...lines, ''].join('\n'));
console.log(`${lines.length} secrets found`);
