/* The parts of the page that a reader can play with. The figures come from the record; no model is trained here. */
'use strict';
const all = (part, selector) => [...part.querySelectorAll(selector)];
const values = part => JSON.parse(part.dataset.values);
const ROLES = ['engineer', 'scientist'];
const share = (part, whole) => whole === 0 ? '–' : (part / whole).toFixed(3);
const number = value => value.toLocaleString('en', {maximumFractionDigits: 2});

/* Toss again: the accuracy of a sample, seed by seed. */
for (const figure of all(document, '.toss')) {
  const {firstSeed, rows, correct} = values(figure);
  const bars = all(figure, '.bar');
  const bin = right => Math.floor(20 * right / rows);
  let tossed = 1;

  function draw(count) {
    const drawn = correct.slice(0, count);
    const counts = bars.map((_, index) => drawn.filter(right => bin(right) === index).length);
    const most = Math.max(10, ...counts);
    bars.forEach((bar, index) => {
      const height = 130 * counts[index] / most;
      bar.setAttribute('height', height);
      bar.setAttribute('y', 150 - height);
      bar.classList.toggle('last', count < correct.length && index === bin(drawn.at(-1)));
    });
    figure.querySelector('.most').textContent = most + ' seeds';
    const mean = drawn.reduce((sum, right) => sum + right, 0) / count / rows;
    const low = drawn.filter(right => 5 * right <= 2 * rows).length;
    figure.querySelector('.status').textContent =
      `Seed ${firstSeed + count - 1}: accuracy ${(drawn.at(-1) / rows).toFixed(2)}, ${drawn.at(-1)} of ${rows} rows right. ` +
      `After ${number(count)} of ${number(correct.length)} seeds: mean accuracy ${mean.toFixed(3)}; ` +
      `0.40 or less for ${number(low)} of them (${(100 * low / count).toFixed(1)}%).`;
  }

  for (const button of all(figure, 'button')) {
    button.addEventListener('click', () => {
      tossed = button.value === '0' ? 1 : Math.min(correct.length, tossed + Number(button.value));
      draw(tossed);
    });
  }
  addEventListener('beforeprint', () => draw(correct.length));
  addEventListener('afterprint', () => draw(tossed));
  draw(tossed);
}

/* The threshold: the errors of both models on the test rows. */
for (const part of all(document, '.threshold')) {
  const counts = values(part);
  const [threshold, cost] = all(part, 'input');
  const outputs = all(part, 'output');

  function show() {
    const step = Math.round(threshold.value * (counts.engineer.truePositive.length - 1));
    const missCost = cost.value === '' || cost.value < 0 ? NaN : Number(cost.value);
    outputs[0].textContent = Number(threshold.value).toFixed(3);
    outputs[1].textContent = Number.isNaN(missCost) ? 'a number from 0' : number(missCost);
    ROLES.forEach((role, column) => {
      const hits = counts[role].truePositive[step];
      const alarms = counts[role].falsePositive[step];
      const misses = counts.positive - hits;
      const rejections = counts.negative - alarms;
      const texts = [
        number(hits), number(misses), number(alarms), number(rejections),
        share(hits + rejections, counts.positive + counts.negative),
        share(hits, counts.positive),
        share(hits, hits + alarms),
        Number.isNaN(missCost) ? '–' : number(missCost * misses + alarms)];
      all(part, `td:nth-child(${column + 2})`).forEach((cell, index) => { cell.textContent = texts[index]; });
      const point = part.querySelector('.point.' + role);
      point.setAttribute('cx', 40 + 200 * alarms / counts.negative);
      point.setAttribute('cy', 205 - 200 * hits / counts.positive);
    });
  }

  part.addEventListener('input', show);
  show();
}

/* What if: both models, computed as in the exported files. */
const ACTIVATIONS = {
  RELU: sum => Math.max(0, sum), TANH: Math.tanh, SIGMOID: sum => 1 / (1 + Math.exp(-sum)), IDENTITY: sum => sum};

/* The features of a row: encoded and imputed. A value is a number, the position of a level, or null if it is missing. */
function features({inputs, fill}, row) {
  const encoded = [];
  inputs.forEach(({levels, indicator}, column) => {
    const value = row[column];
    const width = levels ? levels.length - 1 : 1;
    const known = levels ? levels.slice(1).map((_, k) => value === k + 1 ? 1 : 0) : [Math.fround(value)];
    encoded.push(...value === null ? fill.slice(encoded.length, encoded.length + width) : known);
    if (indicator) {
      encoded.push(value === null ? 1 : 0);
    }
  });
  return encoded;
}

/* The probability of class 1. */
function probability({columns, standardizer: {mean, scale}, layers}, row) {
  let units = features(columns, row).map((value, j) => (value - mean[j]) / scale[j]);
  for (const {weights, bias, activation} of layers) {
    units = bias.map((b, k) => ACTIVATIONS[activation](units.reduce((sum, unit, j) => sum + unit * weights[j][k], b)));
  }
  return units[0];
}

for (const part of all(document, '.whatif')) {
  const models = values(part);
  const classes = JSON.parse(part.dataset.classes);
  const controls = all(part, '[data-control]').map(line => ({
    line, column: Number(line.dataset.control), field: line.querySelector('input, select'),
    missing: line.querySelector('[type=checkbox]'), output: line.querySelector('output')}));

  function show() {
    const row = [];
    for (const {column, field, missing, output} of controls) {
      const absent = field.value === '' || missing !== null && missing.checked;
      row[column] = absent ? null : Number(field.value);
      output.textContent = absent ? 'missing' : models.controls[column].levels[field.value] ?? field.value;
    }
    for (const role of ROLES) {
      const answer = part.querySelector(`[data-role=${role}]`);
      const p = probability(models[role].exported, row);
      answer.dataset.probability = p;
      answer.querySelector('.n').textContent = p.toFixed(3);
      answer.querySelector('.class').textContent = classes[Math.fround(p) > models[role].threshold ? 1 : 0];
      answer.querySelector('.level').style.width = 100 * p + '%';
    }
  }

  part.addEventListener('input', show);
  part.querySelector('button').addEventListener('click', () => {
    for (const {column, field, missing} of controls) {
      field.value = models.controls[column].start;
      if (missing) {
        missing.checked = false;
      }
    }
    show();
  });
  show();
}
all(document, '.play fieldset').forEach(set => { set.disabled = false; });

/* The checklist. */
{
  const form = document.getElementById('checklist');
  const advice = document.getElementById('advice');
  const rules = [...document.querySelectorAll('#rules > li')];
  const conditions = rule => rule.dataset.when.split(' ').map(pair => pair.split('='));
  const questions = [...form.querySelectorAll('fieldset')].map(set => set.querySelector('input').name);

  function line(tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  }

  function decide() {
    const answers = new Map(new FormData(form));
    rules.forEach(rule => rule.classList.remove('applies'));
    for (const rule of rules) {
      const open = conditions(rule).filter(([question]) => !answers.has(question));
      if (conditions(rule).some(([question, answer]) => answers.has(question) && answers.get(question) !== answer)) {
        continue;
      }
      if (open.length > 0) {
        advice.className = 'answer uncertain';
        advice.replaceChildren(line('p', 'Please answer question ' + (questions.indexOf(open[0][0]) + 1) + '.'));
        return;
      }
      rule.classList.add('applies');
      advice.className = 'answer signal';
      advice.replaceChildren(
        line('strong', rule.querySelector('.advice').textContent),
        line('span', rule.querySelector('.reason').textContent + ' (Rule ' + (rules.indexOf(rule) + 1) + '.)'));
      return;
    }
  }

  form.hidden = false;
  form.addEventListener('change', decide);
  form.addEventListener('reset', () => setTimeout(decide));
  form.addEventListener('submit', event => event.preventDefault());
  decide();
}
