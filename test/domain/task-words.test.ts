import { expect, test } from "vitest";
import { TASK_FIELDS } from "../../src/domain/task-words.ts";
import { Task } from "../../src/domain/task.ts";

test("the names of the fields are those of the schema", () => {
  expect(TASK_FIELDS.toSorted()).toEqual(Object.keys(Task.shape).toSorted());
});
