// Decides how frames of the Yjs protocols are written and read; type 100 confirms what is stored.
export const SYNC = 0;
export const AWARENESS = 1;
export const AUTH = 2;
export const SAVED = 100;
export const STEP_1 = 0;
export const STEP_2 = 1;
export const UPDATE = 2;

function number(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(128 | (value & 127));
  return [...bytes, value];
}

function frame(head, data) {
  const start = [...head, ...number(data.length)];
  const whole = new Uint8Array(start.length + data.length);
  whole.set(start);
  whole.set(data, start.length);
  return whole;
}

export const sync = (step, data) => frame([SYNC, step], data);
export const awareness = (data) => frame([AWARENESS], data);

export class Reader {
  constructor(buffer) {
    this.data = new Uint8Array(buffer);
    this.at = 0;
  }

  number() {
    let value = 0;
    for (let factor = 1; this.at < this.data.length; factor *= 128) {
      const byte = this.data[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    return value;
  }

  bytes() {
    const length = this.number();
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  text() {
    return new TextDecoder().decode(this.bytes());
  }
}
