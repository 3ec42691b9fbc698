import * as z from "zod";

// Of what the documents are made. Each description says when a key is there, and what it holds.

export const text = z.string();
export const time = z.string().meta({ format: "date-time" });
export const count = z.int().min(0);
export const yesNo = z.boolean();

export const always = <Schema extends z.ZodType>(schema: Schema, what = ""): Schema =>
  schema.describe(what === "" ? "always" : `always: ${what}`);
export const when = <Schema extends z.ZodType>(condition: string, schema: Schema): z.ZodOptional<Schema> =>
  schema.optional().describe(condition);

export const taskCount = {
  current: always(count),
  pending: always(count),
  completed: always(count),
  failed: always(count),
};
export const allCounts = { ...taskCount, cancelled: always(count), all: always(count, "the sum") };
