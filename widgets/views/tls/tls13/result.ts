// The one or two sentences that answer the question of the figure, whatever is set.
import { fill } from '../../../parts/figure/fill.ts';
import { fieldAt } from './explain.ts';
import { epochOf, nameOf, textOf } from './names.ts';
import { type Picture, roundTrips } from './picture.ts';
import { type Run, windowS } from './run.ts';
import type { Tls13State } from './state.ts';
import type { Tls13Words } from './words.ts';

export function resultOf(run: Run, picture: Picture, state: Tls13State, words: Tls13Words): string {
  if (run.flipped) return flippedSentence(run, state, words);
  if (state.reader !== 'ends') return readerSentence(run, state, words);
  return sceneSentence(run, picture, state, words);
}

function flippedSentence(run: Run, state: Tls13State, words: Tls13Words): string {
  const wire = run.flipped && run.wires[run.flipped.n];
  if (!wire || !run.flipped) return '';
  const by = [run.client, run.server].find(({ closed }) => closed === 'refused');
  const values = {
    name: nameOf(wire, words),
    byte: run.flipped.byte,
    field: fieldAt(wire, run.flipped.byte, words),
  };
  if (!by?.refusal) return fill(words.results.flippedUnseen, values);
  return (
    fill(words.results.flipped, {
      ...values,
      who: by.role === 'client' ? words.client : words.server,
      check: words.checks[by.refusal.check],
      alert: by.refusal.alert,
    }) + (state.reader === 'ends' ? '' : ` ${readerSentence(run, state, words)}`)
  );
}

function readerSentence(run: Run, state: Tls13State, words: Tls13Words): string {
  const sealed = run.wires.filter((wire) => epochOf(wire));
  const opened = sealed.filter(({ n }) => run.recorded.opened[n]);
  const values = { opened: opened.length, sealed: sealed.length };
  const { results } = words;
  const psk = state.scene === 'full' || state.scene === 'retry' ? 'no' : state.mode;
  switch (state.reader) {
    case 'certificate-key':
      return fill(results.nothingKey, values);
    case 'ticket-key':
      if (psk === 'no') return fill(results.ticketNone, values);
      if (psk === 'ke') return fill(results.ticketKe, values);
      return fill(state.scene === 'resumption' ? results.ticketDhe : results.ticketEarly, {
        ...values,
        text: textOf(run.wires.find((wire) => epochOf(wire) === 'early') ?? run.wires[0] ?? never()),
      });
    case 'ephemeral-key':
      return fill(psk === 'no' ? results.ephemeral : psk === 'ke' ? results.ephemeralKe : results.ephemeralPsk, values);
    default:
      return fill(results.nothing, values);
  }
}

function never(): never {
  throw new Error('A handshake has at least one record.');
}

function sceneSentence(run: Run, picture: Picture, state: Tls13State, words: Tls13Words): string {
  const { results } = words;
  const values = {
    waits: roundTrips(picture.waits ?? 0, words),
    tls: roundTrips(Math.max(0, (picture.waits ?? 2) - 2), words),
    sealed: run.wires.filter((wire) => wire.from === 'server' && epochOf(wire) === 'handshake').length,
    bytes: run.wires.filter(({ flight }) => flight < 3).reduce((sum, { sent }) => sum + sent.length, 0),
    after: state.after,
    window: windowS,
  };
  if (run.replayed) {
    const { verdict } = run.replayed;
    return fill(verdict === 'taken' ? results.taken : verdict === 'used' ? results.used : results.tooOld, values);
  }
  const ke = state.mode === 'ke';
  switch (state.scene) {
    case 'retry':
      return fill(results.retry, values);
    case 'resumption':
      return fill(ke ? results.resumptionKe : results.resumption, values);
    case 'early':
      return fill(ke ? results.earlyKe : results.early, values);
    default:
      return fill(results.full, values);
  }
}
