// The JWT workbench: a token that anybody reads, a verifier, and what its mistakes let through.

import { algorithms, keyTypeOf } from '../../../models/jwt/algorithms.ts';
import { alphabet } from '../../../models/jwt/base64url.ts';
import { signingInput } from '../../../models/jwt/sign.ts';
import type { Mistake } from '../../../models/jwt/verify.ts';
import type { Note } from '../../../models/share/share.ts';
import { Addressed } from '../../../parts/figure/Addressed.ts';
import { Choice } from '../../../parts/figure/Choice.tsx';
import { EventTable } from '../../../parts/figure/EventTable.tsx';
import { Figure } from '../../../parts/figure/Figure.tsx';
import { fill } from '../../../parts/figure/fill.ts';
import { type IslandProps, island } from '../../../parts/figure/island.tsx';
import { Menu } from '../../../parts/figure/Menu.tsx';
import { Slider } from '../../../parts/figure/Slider.tsx';
import { dateOf, type Frame, frameOf, groupOf } from './frames.ts';
import { Checks, GroupPicture, JweBox, LifePicture, Mistakes } from './Pictures.tsx';
import {
  fragmentOf,
  holdsTyped,
  issuedAt,
  type JwtState,
  lifetimeS,
  longestInLink,
  type PresetName,
  presetNames,
  presets,
  readFragment,
  same,
  schema,
} from './state.ts';
import { TokenField } from './TokenField.tsx';
import type { JwtWords } from './words.ts';

type Props = IslandProps<JwtWords, PresetName>;

/** A stolen token is sent again after a month. */
const monthS = 30 * 86_400;

export class JwtBench extends Addressed<Props, JwtState, Note> {
  /** The character under the pointer; -1: none. */
  private pointed = -1;

  first(): JwtState {
    return presets[this.props.preset];
  }

  read(fragment: string) {
    return readFragment(this.props.id, fragment, this.first());
  }

  write(state: JwtState) {
    return fragmentOf(this.props.id, state, frameOf(state, this.props.words).run.wire, this.first());
  }

  private set = (part: Partial<JwtState>) => this.change({ ...this.state.state, ...part });

  private look = (at: number, rest: boolean) => {
    if (rest && at >= 0 && at !== this.state.state.at) return this.set({ at: Math.min(at, schema.at.max) });
    if (rest || at === this.pointed) return;
    this.pointed = at;
    this.forceUpdate();
  };

  private type = (token: string) => this.set({ sent: 'typed', token });

  /** What is decoded is edited: by the issuer, who signs again, or by somebody who cannot. */
  private edit = (frame: Frame, name: 'header' | 'payload', text: string) => {
    const now = (part: typeof name): string => frame.parts.find((each) => each.name === part)?.text ?? '';
    const header = name === 'header' ? text : now('header');
    const payload = name === 'payload' ? text : now('payload');
    if (this.state.state.by === 'issuer') return this.set({ sent: 'issued', header, payload });
    const signature = frame.run.wire.split('.').slice(2).join('.');
    this.type(`${signingInput(header, payload)}.${signature}`);
  };

  private algorithm = (alg: JwtState['alg']) => {
    const { state } = this.state;
    const { sent } = state;
    const symmetric = keyTypeOf(alg) === 'oct';
    const useless = symmetric ? sent === 'trust-alg' || sent === 'rs-to-hs' : sent === 'weak-secret';
    this.set({ alg, header: undefined, ...(useless && { sent: 'issued' as const }) });
  };

  private forge = (mistake: Mistake) => {
    const { state } = this.state;
    const symmetric = keyTypeOf(state.alg) === 'oct';
    const alg =
      mistake === 'weak-secret' && !symmetric
        ? 'HS256'
        : (mistake === 'rs-to-hs' || mistake === 'trust-alg') && symmetric
          ? 'RS256'
          : state.alg;
    this.set({
      alg,
      ...(alg !== state.alg && { header: undefined }),
      sent: mistake,
      mistakes: [...new Set([...state.mistakes, mistake])],
      ...(mistake === 'no-exp' && { clock: issuedAt + lifetimeS + monthS }),
    });
  };

  private switch = (mistake: Mistake, on: boolean) => {
    const rest = this.state.state.mistakes.filter((each) => each !== mistake);
    this.set({ mistakes: on ? [...rest, mistake] : rest });
  };

  private changeCharacter = (frame: Frame) => {
    const { wire } = frame.run;
    const at = Math.min(this.state.state.at, wire.length - 1);
    const next = alphabet[(alphabet.indexOf(wire[at] ?? '') + 1) % 64] ?? 'A';
    this.type(wire.slice(0, at) + next + wire.slice(at + 1));
  };

  override render() {
    const { id, words } = this.props;
    const { state, notes, awake } = this.state;
    const frame = frameOf(state, words);
    const { run, life } = frame;
    const { wire } = run;
    const at = Math.min(state.at, Math.max(0, wire.length - 1));
    const looked = this.pointed >= 0 ? this.pointed : at;
    const long = frame.pieces.length === 0;
    const { min, max } = life ?? { min: issuedAt, max: issuedAt + 2 * lifetimeS };
    return (
      <Figure
        words={words}
        awake={awake}
        presets={presetNames.map((name) => ({ name, label: words.presetNames[name], on: same(state, presets[name]) }))}
        onPreset={(name) => this.change(presets[name as PresetName])}
        onReset={() => this.change(this.first())}
        link={this.link}
        result={frame.result}
        notes={notes.map((note) => fill(words.notes[note.problem], { ...note }))}
        table={<EventTable head={words.head} rows={frame.rows} />}
        controls={this.controls(frame)}
      >
        <div class="jwt">
          <fieldset disabled={!awake}>
            <TokenField
              id={`${id}-token`}
              label={words.token}
              value={wire}
              pieces={frame.pieces}
              wrong={run.verification.failed?.span !== undefined}
              describedBy={`${id}-arrives`}
              onType={this.type}
              onLook={this.look}
            />
            <p class="arrives" id={`${id}-arrives`}>
              {frame.arrives}
            </p>
            {!long && (
              <div class="loupe">
                <GroupPicture group={groupOf(run, looked)} dot={wire[looked] === '.'} words={words} />
                <div>
                  <Slider
                    id={`${id}-at`}
                    label={words.look}
                    unit=""
                    value={at + 1}
                    min={1}
                    max={Math.max(1, wire.length)}
                    explain={words.explain}
                    onChange={(value) => this.set({ at: value - 1 })}
                  />
                  <button type="button" onClick={() => this.changeCharacter(frame)}>
                    {words.change}
                  </button>
                </div>
              </div>
            )}
            <Choice
              name={`${id}-by`}
              label={words.by}
              value={state.by}
              options={schema.by.values.map((value) => [value, words.byNames[value]] as const)}
              onChange={(by) => this.set({ by: by as JwtState['by'] })}
            />
            <div class="parts">
              {frame.parts.slice(0, 5).map((part, index) => (
                <div key={index} class={part.name}>
                  <label for={`${id}-part${index}`}>
                    {words.parts[part.name]} <small>{fill(words.characters, { count: part.chars })}</small>
                  </label>
                  {part.isText && run.verification.token.form === 'jws' ? (
                    <textarea
                      id={`${id}-part${index}`}
                      rows={part.name === 'header' ? 2 : 6}
                      spellcheck={false}
                      value={part.text}
                      onInput={(event) =>
                        this.edit(frame, part.name as 'header' | 'payload', event.currentTarget.value)
                      }
                    />
                  ) : (
                    <textarea id={`${id}-part${index}`} rows={6} readOnly value={part.text} />
                  )}
                  <pre class="still">{part.text}</pre>
                </div>
              ))}
            </div>
            <div class="verifier">
              <Checks checks={frame.checks} title={words.checksTitle} />
              <Mistakes mistakes={frame.mistakes} words={words} onSwitch={this.switch} onForge={this.forge} />
            </div>
            <div class="clock">
              <Slider
                id={`${id}-clock`}
                label={words.clock}
                unit={words.s}
                value={state.clock}
                min={Math.min(min, state.clock)}
                max={Math.max(max, state.clock)}
                explain={words.explain}
                onChange={(clock) => this.set({ clock })}
              />
              {life && (
                <LifePicture
                  life={life}
                  label={fill(words.life, { from: dateOf(life.min), to: dateOf(life.max), now: dateOf(state.clock) })}
                />
              )}
              <small>{dateOf(state.clock)} UTC</small>
            </div>
            {run.jwe && <JweBox frame={frame} words={words} />}
          </fieldset>
        </div>
      </Figure>
    );
  }

  private controls(frame: Frame) {
    const { id, words } = this.props;
    const { state } = this.state;
    const field = (key: 'iss' | 'aud', label: string) => (
      <label class="sizes" key={key}>
        {label}
        <input
          value={state[key]}
          maxLength={200}
          placeholder={words.anyone}
          spellcheck={false}
          onInput={(event) => this.set({ [key]: event.currentTarget.value })}
        />
      </label>
    );
    return [
      <Menu
        key="alg"
        id={`${id}-alg`}
        label={words.alg}
        value={state.alg}
        options={algorithms.map((each) => [each, each] as const)}
        onChange={(alg) => this.algorithm(alg as JwtState['alg'])}
      />,
      <Choice
        key="jwe"
        name={`${id}-jwe`}
        label={words.jwe}
        value={state.jwe}
        options={schema.jwe.values.map((value) => [value, words.jweChoices[value]] as const)}
        onChange={(jwe) => this.set({ jwe: jwe as JwtState['jwe'] })}
      />,
      field('iss', words.expectIss),
      field('aud', words.expectAud),
      <div key="own" class="own">
        <label for={`${id}-key`}>{words.ownKey}</label>
        <textarea
          id={`${id}-key`}
          rows={2}
          spellcheck={false}
          autocomplete="off"
          value={state.key}
          aria-invalid={frame.keyWrong}
          onInput={(event) => this.set({ key: event.currentTarget.value })}
        />
        <small class={frame.keyWrong ? 'wrong' : undefined} role={frame.keyWrong ? 'alert' : undefined}>
          {frame.keySays}
        </small>
      </div>,
      holdsTyped(state) && (
        <div key="include" class="include">
          {!state.include && (
            <button type="button" onClick={() => this.set({ include: true })}>
              {words.include}
            </button>
          )}
          <small class={state.include ? 'wrong' : undefined}>
            {!state.include
              ? words.notIncluded
              : frame.run.wire.length > longestInLink
                ? words.tooLong
                : words.included}
          </small>
        </div>
      ),
    ];
  }
}

/** What the shell calls when the figure comes near. */
export const wake = island(JwtBench);
