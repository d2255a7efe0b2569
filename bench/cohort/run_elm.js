// The same rules in CQL's own engine: reads {library, persons} as JSON lines, answers, times.
// Usage: node run_elm.js library.json persons.jsonl answers.jsonl
"use strict";
const fs = require("node:fs");
const cql = require("cql-execution");

const [library, persons, answers] = process.argv.slice(2);
const rows = fs.readFileSync(persons, "utf8").trim().split("\n").map((line) => JSON.parse(line));

/** A person is a flat record; rules ask for its fields. */
class Person {
  constructor(row) {
    this.row = row;
    this.id = String(row.id);
  }
  getId() {
    return this.id;
  }
  get(field) {
    return this.row[field];
  }
  findRecords() {
    return [this];
  }
  findRecord() {
    return this;
  }
}

/** People one after another, as the engine asks for them. */
class People {
  constructor(people) {
    this.people = people;
    this.next = 0;
  }
  currentPatient() {
    return this.people[this.next];
  }
  nextPatient() {
    this.next += 1;
    return this.people[this.next];
  }
}

async function main() {
  const elm = new cql.Library(JSON.parse(fs.readFileSync(library, "utf8")));
  const people = rows.map((row) => new Person(row));
  await new cql.Executor(elm).exec(new People(people.slice(0, 50))); // warm
  const start = process.hrtime.bigint();
  const results = await new cql.Executor(elm).exec(new People(people));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const out = people.map((person) => JSON.stringify(results.patientResults[person.id]));
  fs.writeFileSync(answers, `${out.join("\n")}\n`);
  console.log(JSON.stringify({ seconds, persons: people.length }));
}

main();
