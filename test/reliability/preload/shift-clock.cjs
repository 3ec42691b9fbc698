// Loaded before the program: its clock shows another time, and with several shifts jumps from one to the next at every look.
"use strict";

const TrueDate = Date;
const shifts = process.env.CLOCK_SHIFTS_MS.split(" ").map(Number);
let looks = 0;

globalThis.Date = class extends TrueDate {
  constructor(...given) {
    super(...(given.length > 0 ? given : [shiftedNow()]));
  }

  static now() {
    return shiftedNow();
  }
};

function shiftedNow() {
  const shift = shifts[looks % shifts.length];
  looks += 1;
  return TrueDate.now() + shift;
}
