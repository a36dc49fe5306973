// Every name that a chapter may use. MDX has no import lines: these are handed to it when it is rendered.
import { widgets } from '#widgets/index.ts';
import Aside from './prose/Aside.astro';
import Client from './prose/Client.astro';
import Fact from './prose/Fact.astro';
import Folklore from './prose/Folklore.astro';
import OnYourMachine from './prose/OnYourMachine.astro';
import Question from './prose/Question.astro';
import Rfc from './prose/Rfc.astro';
import Server from './prose/Server.astro';
import Source from './prose/Source.astro';
import Term from './prose/Term.astro';

const prose = { Aside, Client, Fact, Folklore, OnYourMachine, Question, Rfc, Server, Source, Term };

export const names = { ...prose, ...widgets };
