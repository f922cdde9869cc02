// A process that makes letters with the programs in Node: a line of JSON asks, a line answers.
// {"do": "docxtemplater", "template": path, "data": {}, "out": path or null} -> {"seconds": 0.01}
// The time is the program's own: neither the way here nor writing the file to look at is in it.
"use strict";

const fs = require("fs");
const readline = require("readline");

const templates = new Map();

function read(path) {
  if (!templates.has(path)) templates.set(path, fs.readFileSync(path));
  return templates.get(path);
}

const makers = {
  docxtemplater(job) {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    const document = new Docxtemplater(
      new PizZip(read(job.template)), {paragraphLoop: true, linebreaks: true});
    document.render(job.data);
    return document.toBuffer();
  },
  carbone(job) {
    const carbone = require("carbone");
    return new Promise((made, failed) => carbone.render(
      job.template, job.data, {}, (error, result) => (error ? failed(error) : made(result))));
  },
};

async function answer(line) {
  const job = JSON.parse(line);
  if (job.do === "version") return {version: require(job.of + "/package.json").version};
  const start = process.hrtime.bigint();
  const result = await makers[job.do](job);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (job.out) fs.writeFileSync(job.out, result);
  return {seconds, size: result.length};
}

async function work() {
  for await (const line of readline.createInterface({input: process.stdin})) {
    let said;
    try {
      said = await answer(line);
    } catch (error) {
      said = {error: String((error && error.message) || error)};
    }
    process.stdout.write(JSON.stringify(said) + "\n");
  }
}

work();
