// Standard input is the connection. A message: its length in 32 bits, big-endian, then its bytes.
import process from 'node:process';

const limit = 1 << 20;

async function* messages(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []; // what has come and is not handed over yet
  let size = 0; // how many bytes that is
  let need = 4; // how many make a next step possible
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < need) continue; // no copying for every crumb
    let rest = Buffer.concat(waiting);
    for (;;) {
      need = rest.length < 4 ? 4 : 4 + rest.readUInt32BE();
      if (need - 4 > limit) throw new Error(`length ${need - 4} is over the limit of ${limit}`);
      if (rest.length < need) break;
      yield rest.subarray(4, need);
      rest = rest.subarray(need);
    }
    waiting = [rest];
    size = rest.length;
  }
  if (size > 0) throw new Error('unexpected EOF');
}

try {
  for await (const message of messages(process.stdin)) console.log(`${message.length}:${message}`);
  console.log('EOF');
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
