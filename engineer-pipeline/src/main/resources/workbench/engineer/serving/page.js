'use strict';

const byId = id => document.getElementById(id);
/** Every version that is loaded; of each model the newest comes first. */
let models = [];
let answering = false;
let changed = false;

const selected = () => models.find(model => model.name === byId('model').value);
/** Raw columns are sent by their names, in any order. */
const names = model => {
  const features = model.features.map(feature => [feature.name, feature.type]);
  return JSON.stringify([model.columns, model.columns ? features.sort() : features]);
};
const comparable = () => models.filter(model => names(model) === names(selected()));
/** Of the row: a number, a level, or null for a missing value. */
const values = () => [...document.querySelectorAll('.feature')].map(feature => feature.value());
/** With the unit, unless the name ends with it, as bill_length_mm does. */
const named = feature =>
  feature.unit && !feature.name.split(/[^\p{L}\p{N}]+/u).includes(feature.unit) ? `${feature.name} (${feature.unit})` : feature.name;
const short = value => Number(value.toPrecision(5));

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function fetchJson(path, options) {
  const response = await fetch(path, options);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.error);
  }
  return body;
}

/** The value that a feature has before a row is chosen. */
const usual = feature => feature.type === 'category' ? feature.levels[0] ?? null : short(feature.mean ?? 0);

function control(feature, index) {
  return feature.type === 'category' ? choice(feature, index) : amount(feature, index);
}

/** A list of the levels of a category. A file that does not name them gets a text field. */
function choice(feature, index) {
  const label = element('label', {htmlFor: `feature-${index}`, textContent: feature.name});
  const field = feature.levels.length
    ? element('select', {id: `feature-${index}`},
      ...feature.levels.map(level => element('option', {value: level, textContent: level})),
      element('option', {value: '', textContent: 'missing'}))
    : element('input', {type: 'text', id: `feature-${index}`, placeholder: 'missing'});
  field.addEventListener('input', update);
  const row = element('div', {className: 'feature'}, label, field);
  row.value = () => field.value === '' ? null : field.value;
  row.set = value => { field.value = value ?? ''; };
  row.set(usual(feature));
  return row;
}

/** A slider and a number for a feature, each following the other; of a raw column it may be missing. */
function amount(feature, index) {
  const min = feature.min ?? -3;
  const max = Math.max(feature.max ?? 3, min + Number.EPSILON);
  const label = element('label', {htmlFor: `feature-${index}`, textContent: named(feature)});
  const slider = element('input', {type: 'range', id: `feature-${index}`, min, max, step: (max - min) / 200});
  const number = element('input', {type: 'number', step: 'any', value: short(feature.mean ?? 0)});
  number.setAttribute('aria-label', `${named(feature)}, as a number`);
  slider.value = number.value;
  slider.addEventListener('input', () => { number.value = short(slider.valueAsNumber); update(); });
  number.addEventListener('input', () => { slider.value = number.value; update(); });
  const row = element('div', {className: 'feature'}, label, slider, number);
  const missing = element('input', {type: 'checkbox', ariaLabel: `${feature.name} is missing`});
  if (selected().columns) {
    missing.addEventListener('input', () => { slider.disabled = number.disabled = missing.checked; update(); });
    row.append(element('label', {className: 'missing'}, missing, ' missing'));
  }
  row.value = () => missing.checked ? null : number.valueAsNumber;
  row.set = value => {
    missing.checked = slider.disabled = number.disabled = value === null;
    slider.value = number.value = value ?? short(feature.mean ?? 0);
  };
  return row;
}

function setRow(row) {
  document.querySelectorAll('.feature').forEach((feature, index) => feature.set(row[index]));
  update();
}

async function showModel() {
  const model = selected();
  byId('features').replaceChildren(...model.features.map(control));
  byId('data').textContent = `${model.model}, ${model.foreign ? 'evaluated' : 'fitted'} on ${model.dataset}; ${model.evaluation.correct} of `
    + `${model.evaluation.rows} test rows right. A slider reaches from the smallest to the largest training value.`;
  update();
  const {rows} = await fetchJson(`examples/${encodeURIComponent(model.name)}`);
  if (model !== selected()) {
    return;
  }
  byId('row').replaceChildren(
    element('option', {value: '', textContent: 'usual values, or your own'}),
    ...rows.map((row, i) => element('option', {value: i, textContent: `test row ${i + 1}, really ${row.label}`})));
  if (rows.length > 0) {
    byId('data').textContent += ' The rows to choose from are test rows of both classes; ' + (model.foreign
      ? 'the file does not say whether the model was trained on them.'
      : 'the model was not trained on them.');
  }
  byId('row').onchange = () => setRow(byId('row').value === ''
    ? model.features.map(usual)
    : rows[byId('row').value].features);
}

/** Asks again when what was asked is answered: as often as server and network can, and no more. */
async function update() {
  changed = true;
  if (answering) {
    return;
  }
  answering = true;
  try {
    while (changed) {
      changed = false;
      await answer();
      byId('problem').textContent = '';
    }
  } catch (problem) {
    byId('problem').textContent = problem.message;
  } finally {
    answering = false;
  }
}

async function answer() {
  const data = values();
  if (data.some(Number.isNaN)) {
    throw new Error('A number is missing.');
  }
  const body = JSON.stringify({
    inputs: selected().columns
      ? selected().features.map((feature, j) => (
        {name: feature.name, shape: [1, 1], datatype: feature.type === 'category' ? 'BYTES' : 'FP32', data: [data[j]]}))
      : [{name: 'features', shape: [1, data.length], datatype: 'FP32', data}],
    outputs: [{name: 'probability'}],
  });
  const newest = await fetchJson(inferPath(selected()), {method: 'POST', body});
  const cards = await Promise.all(comparable().map(async model => {
    try {
      return card(model, model === selected() ? newest : await fetchJson(inferPath(model), {method: 'POST', body}));
    } catch {
      return '';  // An older version that has been put away since the page was loaded.
    }
  }));
  byId('answers').replaceChildren(...cards);
}

/** The newest version of the selected model answers. */
function inferPath(model) {
  const path = `v2/models/${encodeURIComponent(model.name)}`;
  return model === selected() ? `${path}/infer` : `${path}/versions/${model.version}/infer`;
}

function card(model, result) {
  const probability = result.outputs[0].data[0];
  const percent = `${(100 * probability).toFixed(1)}%`;
  const bar = element('progress', {max: 1, value: probability});
  bar.setAttribute('aria-label', `${model.name}, version ${result.model_version}: ${model.classNames[1]} ${percent}`);
  return element('div', {className: 'answer'},
    element('div', {}, `${model.name}, version ${result.model_version} (the ${model.role}'s ${model.model})`),
    bar,
    element('div', {}, element('strong', {textContent: percent}), ` ${model.classNames[1]}; answers `,
      element('strong', {textContent: model.classNames[probability > model.threshold ? 1 : 0]}),
      model.threshold === 0.5 ? '' : ` (above ${(100 * model.threshold).toFixed(1)}%: ${model.classNames[1]})`));
}

async function start() {
  try {
    ({models} = await fetchJson('catalogue'));
    if (!models.length) {
      throw new Error('No model is served yet. Release one, and load this page again.');
    }
    const names = new Set(models.map(model => model.name));
    byId('model').replaceChildren(...[...names].map(name => element('option', {textContent: name})));
    byId('model').onchange = showModel;
    await showModel();
  } catch (problem) {
    byId('problem').textContent = problem.message;
  }
}

byId('input').addEventListener('submit', event => event.preventDefault());
start();
